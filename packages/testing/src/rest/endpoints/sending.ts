import { type Body, elementsOf, integerOf, textOf, textsOf } from '../body.js'
import type { Call, World } from '../endpoint.js'
import { Refusal } from '../refusal.js'
import { type MessageParts, newMessage, type StoredMessage } from '../state/message.js'

/** Longest `MsgLifeTime`: 7 days. */
const mostLifeTime = 604_800

/** What `sendmsg` and `batchsendmsg` read of a body, the receiver apart. */
export interface Sending {
  readonly parts: Omit<MessageParts, 'To_Account'>
  /** As the request has it. */
  readonly seq: number | undefined
  readonly isOnlineOnly: boolean
  readonly isKeptBySender: boolean
  readonly isUnread: boolean
}

export function readSending({ body, identifier, now }: Call, { sequence }: World): Sending {
  const seq = integerOf(body, 'MsgSeq')
  const life = integerOf(body, 'MsgLifeTime') ?? 0
  if (life < 0 || life > mostLifeTime)
    throw new Refusal(90026, `MsgLifeTime is ${life}; 0 to ${mostLifeTime} are allowed`)
  return {
    parts: {
      From_Account: textOf(body, 'From_Account') ?? identifier,
      MsgSeq: seq ?? sequence.next(),
      MsgRandom: integerOf(body, 'MsgRandom') ?? 0,
      MsgTimeStamp: now,
      MsgBody: elementsOf(body),
      CloudCustomData: textOf(body, 'CloudCustomData'),
    },
    seq,
    isOnlineOnly: isOnlineOnly(body),
    isKeptBySender: integerOf(body, 'SyncOtherMachine') !== 2,
    isUnread: !textsOf(body, 'SendMsgControl')?.includes('NoUnread'),
  }
}

/** `OnlineOnlyFlag` took the place of `MsgLifeTime: 0`; where both are there, the newer one counts. */
function isOnlineOnly(body: Body): boolean {
  const flag = integerOf(body, 'OnlineOnlyFlag')
  return flag === undefined ? integerOf(body, 'MsgLifeTime') === 0 : flag === 1
}

/** One message to one receiver. The same one again within its second is the first one again, not a second. */
export function deliver(sending: Sending, to: string, { conversations, duplicates }: World): StoredMessage {
  const { parts, seq } = sending
  const identity = { from: parts.From_Account, to, seq, random: parts.MsgRandom, time: parts.MsgTimeStamp }
  const first = duplicates.find(identity)
  if (first !== undefined) return first
  const whole = { ...parts, To_Account: to }
  const message = sending.isOnlineOnly ? newMessage(whole) : conversations.store(whole, sending)
  duplicates.add(identity, message)
  return message
}
