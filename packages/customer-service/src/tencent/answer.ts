import type { EventOf } from '@im-callback/core'
import type { CustomerCommands } from '../callbacks/commands.js'
import type { User } from '../domain/user.js'
import { identityOf } from './identity.js'
import type { Undelivered } from './notice.js'
import type { Settings } from './options.js'
import { notStored, post } from './post.js'
import type { AnswerFields } from './rest.js'
import type { Shop } from './support-accounts.js'

/** A message that was stored in the gateway. */
export type StoredMessageEvent = Pick<
  EventOf<CustomerCommands, 'Customer.AfterSendMessage'>,
  'id' | 'body' | 'attempt' | 'signal' | 'receivedAt'
>

/** Gateway to Tencent: what a seller writes to a customer that is an account there. Everything else is somebody else's. */
export async function answer(settings: Settings, event: StoredMessageEvent): Promise<void> {
  const { gateway, accounts, shops, toElements } = settings
  const { StoreId, SenderAppId } = event.body.CustomerService
  if (SenderAppId !== String(gateway.supportAppId)) return
  const account = await accounts.accountOf(customerIn(event))
  const elements = account === undefined ? undefined : toElements(event.body)
  if (account === undefined || elements === undefined) return
  const shop = shops.forAnswer(StoreId)
  if (shop === undefined) return undelivered(settings, event, { reason: 'no_account' })
  const message: AnswerFields = {
    From_Account: shop.account,
    To_Account: account,
    MsgBody: elements,
    ...identityOf(event.id, event.body),
    SyncOtherMachine: 1,
    ForbidCallbackControl: ['ForbidBeforeSendMsgCallback', 'ForbidAfterSendMsgCallback'],
  }
  if (mayHaveBeenSent(settings, event) && (await isThere(settings, event, message))) return
  try {
    await settings.rest.sendMessage(message, { signal: event.signal })
  } catch (error) {
    const reason = finalReason(error)
    if (reason === undefined) throw error
    await undelivered(settings, event, { reason, error, shop })
  }
}

const customerIn = ({ body: { CustomerService } }: StoredMessageEvent): User => ({
  appId: BigInt(CustomerService.ReceiverAppId),
  uid: BigInt(CustomerService.ReceiverId),
})

/**
 * An attempt before this one, or an event before this one, may have got as far as Tencent. Dead letters that are replayed
 * have their first attempt again, but their age tells.
 */
function mayHaveBeenSent({ clock }: Settings, { attempt, body, receivedAt }: StoredMessageEvent): boolean {
  const age = clock() - receivedAt
  // Below 0 the clock was set back, and the age tells nothing.
  return attempt > 1 || body.CustomerService.IsRepeat || age < 0 || age > second
}

const second = 1000

/** Clocks of the gateway and of Tencent may differ by so many seconds. */
const slack = 600

/** Tencent itself knows a message again for no longer than the second; its history has it for days. */
async function isThere(
  { rest, clock }: Settings,
  { signal, body }: StoredMessageEvent,
  { From_Account, To_Account, MsgSeq, MsgRandom }: AnswerFields,
): Promise<boolean> {
  const MinTime = Math.max(0, body.MsgTime - slack)
  const MaxTime = Math.max(body.MsgTime, Math.floor(clock() / second)) + slack
  const query = { Operator_Account: From_Account, Peer_Account: To_Account, MinTime, MaxTime }
  for await (const message of rest.pullMessages(query, { signal })) {
    if (message.MsgSeq === MsgSeq && message.MsgRandom === MsgRandom) return true
  }
  return false
}

/** Why no further attempt would do better; undefined when one might. */
function finalReason(error: unknown): 'refused' | 'caller' | undefined {
  const kind = typeof error === 'object' && error !== null && 'kind' in error ? error.kind : undefined
  return kind === 'refused' || kind === 'caller' ? kind : undefined
}

/** Into the log, and into the conversation the seller has before him, as from the customer's side. */
async function undelivered(
  settings: Settings,
  event: StoredMessageEvent,
  { reason, error, shop }: { reason: Undelivered['reason']; error?: unknown; shop?: Shop },
): Promise<void> {
  const { CustomerService } = event.body
  settings.logger.error(`im-callback: an answer does not reach its customer (${reason})`, error ?? event.id)
  const content = settings.notice({ answer: event.body, reason, code: codeOf(error) })
  if (content === undefined) return
  const status = await post(settings, {
    id: `undelivered ${event.id}`,
    from: customerIn(event),
    to: { appId: settings.gateway.supportAppId, uid: BigInt(CustomerService.SenderId) },
    // The shop the customer is in: a seller may answer without one.
    storeId: shop?.storeId ?? BigInt(CustomerService.StoreId ?? 0),
    form: CustomerService.StoreId === undefined ? 'v2' : 'v1',
    content,
  })
  if (status === 'ok') return
  // Everything else will be refused again, and the answer must not be sent again for it.
  if (status === 'storage_failed' || status === 'check_failed') throw notStored(status)
  settings.logger.warn(`im-callback: the gateway refused the notice of it (${status})`, event.id)
}

const codeOf = (error: unknown): number | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'number'
    ? error.code
    : undefined
