import { randomUUID } from 'node:crypto'
import { send } from '../domain/send.js'
import type { Services } from '../domain/services.js'
import type { AckStatus } from '../domain/status.js'
import { type Int64, int64, toUser, type User, type UserLike } from '../domain/user.js'
import { checkWord } from '../options/check.js'
import { checkNames } from '../options/check-names.js'
import { Command, Flag } from '../wire/commands.js'
import type { WireMessage } from '../wire/message-body.js'

/** A message for {@link Gateway.post}. */
export interface PostedMessage {
  /** Who it is from. */
  readonly from: UserLike
  /** Who it is for. One of the two is in the support app. A seller's uid of 0 lets the assignment choose. */
  readonly to: UserLike
  /** The content: text, or bytes that are passed on as they are. */
  readonly content: string | Uint8Array
  /** The shop. Default 0. */
  readonly storeId?: Int64 | undefined
  /** The same key again stores nothing and answers the first receipt. Default: every call is a message of its own. */
  readonly key?: string | undefined
  /** Forward to who is there and store nowhere. Default false. */
  readonly unpersistent?: boolean | undefined
  /** CUSTOMER_V2 instead of CUSTOMER or CUSTOMER_SUPPORT. Default `'v1'`. */
  readonly form?: 'v1' | 'v2' | undefined
}

/** What became of a posted message. */
export interface PostReceipt {
  /** `ok`, or why it was refused. */
  readonly status: AckStatus
  /** In the sender's queue; undefined when nothing was stored. */
  readonly msgid: bigint | undefined
}

const encoder = new TextEncoder()

const names = ['from', 'to', 'content', 'storeId', 'key', 'unpersistent', 'form']

export async function post(services: Services, posted: PostedMessage): Promise<PostReceipt> {
  checkNames('post', posted, names)
  checkWord('post: form', posted.form, ['v1', 'v2'])
  const [from, to] = [toUser('post: from', posted.from), toUser('post: to', posted.to)]
  const key = posted.key === undefined ? `p/${randomUUID()}` : `p/${JSON.stringify(posted.key)}`
  const origin = {
    user: from,
    device: 'post',
    keyOf: () => key,
    seq: 0,
    listener: undefined,
    address: undefined,
  }
  const message = wireMessage(services.supportAppId, { from, to }, posted)
  const flags = posted.unpersistent ? Flag.Unpersistent : 0
  const { status, position } = await send(services, origin, { message, flags })
  return { status, msgid: position?.msgid }
}

function wireMessage(
  supportAppId: bigint,
  { from, to }: { from: User; to: User },
  posted: PostedMessage,
): WireMessage {
  const content = typeof posted.content === 'string' ? encoder.encode(posted.content) : posted.content
  if (posted.form === 'v2') {
    return {
      command: Command.CustomerV2,
      senderAppId: from.appId,
      senderId: from.uid,
      receiverAppId: to.appId,
      receiverId: to.uid,
      timestamp: 0,
      content,
    }
  }
  const storeId = int64('post: storeId', posted.storeId ?? 0)
  const isCustomer = to.appId === supportAppId
  if (!isCustomer && from.appId !== supportAppId) {
    throw new TypeError('post: neither from nor to is in the support app; one of them has to be.')
  }
  const [customer, seller] = isCustomer ? [from, to] : [to, from]
  return {
    command: isCustomer ? Command.Customer : Command.CustomerSupport,
    customerAppId: customer.appId,
    customerId: customer.uid,
    storeId,
    sellerId: seller.uid,
    timestamp: 0,
    content,
  }
}
