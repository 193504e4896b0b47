import { elementsOf, integerOf, textOf } from '../body.js'
import type { Endpoint } from '../endpoint.js'
import { Refusal } from '../refusal.js'

/**
 * `openim/importmsg`: a message with a time of its own, unread only when it is live (5, once 1). The same sequence number,
 * random number and time in one conversation, in either direction, is the same message: the first import stays.
 */
export const importMessage: Endpoint = ({ body, now }, { accounts, conversations, duplicates, sequence }) => {
  const from = textOf(body, 'From_Account') ?? ''
  const to = textOf(body, 'To_Account') ?? ''
  if (!accounts.has(from)) throw new Refusal(90008, 'From_Account is unknown')
  if (!accounts.has(to)) throw new Refusal(90012, 'To_Account is not registered')
  const seq = integerOf(body, 'MsgSeq')
  const random = integerOf(body, 'MsgRandom') ?? 0
  const time = integerOf(body, 'MsgTimeStamp') ?? now
  const identity = { from, to, seq, random, time }
  if (duplicates.find(identity) ?? duplicates.find({ ...identity, from: to, to: from })) return {}
  const message = conversations.store(
    {
      From_Account: from,
      To_Account: to,
      MsgSeq: seq ?? sequence.next(),
      MsgRandom: random,
      MsgTimeStamp: time,
      MsgBody: elementsOf(body),
      CloudCustomData: textOf(body, 'CloudCustomData'),
    },
    { isKeptBySender: true, isUnread: integerOf(body, 'SyncFromOldSystem') !== 2 },
  )
  duplicates.add(identity, message)
  return {}
}
