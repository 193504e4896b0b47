import type { CallbackHandler, EventOf, URLParams } from '@im-callback/core'
import { partiesOf } from '../domain/parties.js'
import type { SentMessage } from '../domain/sent-message.js'
import { type User, userKey } from '../domain/user.js'
import type { Judges, Verdict } from '../ports/judges.js'
import { Command } from '../wire/commands.js'
import type { CustomerCommands, CustomerMessage } from './commands.js'
import { contentOf, contentText, elementsOf } from './elements.js'

const dropCode = 2

type Handler = CallbackHandler<CustomerCommands>

/** A `CallbackHandler` of the protocol `customer()`, whatever its `rest` is. */
export interface CustomerCallbacks extends Pick<Handler, 'protocol' | 'handle'> {
  // A property and not a method: those would let handlers of other protocols pass.
  readonly createEvent: <C extends keyof CustomerCommands>(
    command: C,
    params: Partial<URLParams>,
    body: CustomerCommands[C]['request'],
  ) => EventOf<CustomerCommands, C>
}

/** Asks the handlers of a `CallbackHandler`, and only for commands that have one to ask. */
export function judgesOf(callbacks: CustomerCallbacks, supportAppId: bigint): Judges {
  const partsOf = (sent: SentMessage) => {
    const { sender } = partiesOf(sent.message, supportAppId)
    const app = { SdkAppid: String(sender.appId) }
    const params = sent.origin.address === undefined ? app : { ...app, ClientIP: sent.origin.address }
    return { params, message: describe(sent, sender) }
  }
  return {
    async before(sent) {
      const { params, message } = partsOf(sent)
      const command = 'Customer.BeforeSendMessage'
      const event = callbacks.createEvent(command, params, { CallbackCommand: command, ...message })
      const { ErrorCode, ActionStatus, MsgBody } = await callbacks.handle(event)
      if (ErrorCode === dropCode) return { kind: 'drop' }
      if (ErrorCode !== 0 || ActionStatus !== 'OK') return { kind: 'refuse' }
      return MsgBody === undefined ? allow : rewritten(contentOf(MsgBody, sent.message.content))
    },
    async after(sent, { sent: position, isRepeat }) {
      const { params, message } = partsOf(sent)
      const command = 'Customer.AfterSendMessage'
      const stored = { Msgid: String(position.msgid), IsRepeat: isRepeat }
      const CustomerService = { ...message.CustomerService, ...stored }
      const body = { CallbackCommand: command, ...message, CustomerService } as const
      const event = callbacks.createEvent(command, params, body)
      await callbacks.handle(event)
    },
  }
}

const allow: Verdict = { kind: 'allow' }
const rewritten = (content: Uint8Array): Verdict => ({ kind: 'rewrite', content })

function describe(
  { message, origin, key, recipients, isUnpersistent }: SentMessage,
  sender: User,
): CustomerMessage {
  const content = contentText(message.content)
  const recipient = recipients[0] ?? sender
  const store = message.command === Command.CustomerV2 ? {} : { StoreId: String(message.storeId) }
  return {
    From_Account: userKey(sender),
    To_Account: userKey(recipient),
    MsgSeq: origin.seq,
    MsgTime: message.timestamp,
    MsgKey: key,
    OnlineOnlyFlag: isUnpersistent ? 1 : 0,
    MsgBody: elementsOf(message.content),
    CustomerService: {
      Command: message.command,
      SenderAppId: String(sender.appId),
      SenderId: String(sender.uid),
      ReceiverAppId: String(recipient.appId),
      ReceiverId: String(recipient.uid),
      ...store,
      Content: content.text,
      ContentEncoding: content.encoding,
    },
  }
}
