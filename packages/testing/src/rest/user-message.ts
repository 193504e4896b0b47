import type { World } from './endpoint.js'
import type { RestElement, StoredMessage } from './state/message.js'

/** A message that a user sends with an app, not over the REST API. */
export interface UserMessage {
  readonly From_Account: string
  readonly To_Account: string
  readonly MsgBody: readonly RestElement[]
  readonly CloudCustomData?: string | undefined
  /** 0 to 4294967295. Default: the next of a row. */
  readonly MsgRandom?: number | undefined
}

/** Stores a user's message as the service does: on both sides, unread by the receiver. */
export function say(message: UserMessage, now: number, { conversations, sequence }: World): StoredMessage {
  const MsgSeq = sequence.next()
  const parts = { ...message, MsgSeq, MsgRandom: message.MsgRandom ?? MsgSeq, MsgTimeStamp: now }
  return conversations.store(parts, { isKeptBySender: true, isUnread: true })
}
