import type { CallOptions } from '../client/call.js'
import { callerError } from '../errors/classes.js'
import { checkMessage } from '../message/check.js'
import type { MessageFields, MessageIdentity } from '../message/fields.js'
import { Message } from '../message/message.js'
import { accountErrors, numberOf, textOf } from './answers.js'
import { batchBody, type FieldAge, type ImportedAs, importBody, sendBody } from './bodies.js'
import type { Send } from './history.js'
import type { SentMessage, SentMessages } from './results.js'

/** What sending needs of a client. */
export interface MessageSender extends FieldAge {
  readonly send: Send
  readonly identity: () => MessageIdentity
  /** Most bytes of `MsgBody`. */
  readonly messageLimit: number
}

/** A message built, or its fields. */
export type AnyMessage = Message | MessageFields

/** How a message is imported. */
export interface ImportOptions extends CallOptions {
  /** `'history'` (default): nothing is counted or delivered. `'live'`: it counts as unread and is delivered. */
  readonly as?: ImportedAs | undefined
}

const mostReceivers = 500

export async function sendMessage(
  sender: MessageSender,
  message: AnyMessage,
  options?: CallOptions,
): Promise<SentMessage> {
  const endpoint = 'openim/sendmsg'
  const fields = checked(sender, message, { endpoint, receivers: 1 })
  const answer = await sender.send(endpoint, sendBody(fields, sender), options)
  return { MsgKey: textOf(answer, 'MsgKey'), MsgTime: numberOf(answer, 'MsgTime') }
}

export async function sendMessages(
  sender: MessageSender,
  message: AnyMessage,
  options?: CallOptions,
): Promise<SentMessages> {
  const endpoint = 'openim/batchsendmsg'
  const fields = checked(sender, message, { endpoint, receivers: mostReceivers })
  const answer = await sender.send(endpoint, batchBody(fields, sender), options)
  return { MsgKey: textOf(answer, 'MsgKey'), Errors: accountErrors(answer, 'To_Account') }
}

export async function importMessage(
  sender: MessageSender,
  message: AnyMessage,
  { as = 'history', ...options }: ImportOptions = {},
): Promise<void> {
  const endpoint = 'openim/importmsg'
  if (as !== 'history' && as !== 'live') {
    throw callerError(endpoint, `as is ${JSON.stringify(as)}; give "history" or "live".`)
  }
  const fields = checked(sender, message, { endpoint, receivers: 1 })
  if (!sender.legacyFields) checkOrigin(endpoint, fields)
  await sender.send(endpoint, importBody(fields, as, sender), options)
}

/** Older SDKs leave them out; today the platform wants to know who said it, and when. */
function checkOrigin(endpoint: string, { From_Account, MsgTimeStamp }: MessageFields): void {
  if (!From_Account)
    throw callerError(endpoint, 'message sender is not set; say who wrote it with from("alice").')
  if (Number.isInteger(MsgTimeStamp)) return
  throw callerError(endpoint, 'message time is not set; say when it was sent with time(seconds).')
}

function checked(
  { identity, messageLimit, legacyFields }: MessageSender,
  message: AnyMessage,
  limits: { endpoint: string; receivers: number },
): MessageFields {
  if (typeof message !== 'object' || message === null) {
    throw callerError(limits.endpoint, 'there is no message; build one with new Message().')
  }
  const fields = isBuilt(message) ? message.fields(identity) : withIdentity(message, identity)
  checkMessage(fields, { ...limits, bytes: messageLimit, legacyFields })
  return fields
}

/** Of this or the other build of the package. */
const isBuilt = (message: AnyMessage): message is Message =>
  message instanceof Message || ('fields' in message && typeof message.fields === 'function')

function withIdentity(fields: MessageFields, identity: () => MessageIdentity): MessageFields {
  const drawn = identity()
  return { ...fields, MsgRandom: fields.MsgRandom ?? drawn.MsgRandom, MsgSeq: fields.MsgSeq ?? drawn.MsgSeq }
}
