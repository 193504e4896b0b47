import { textOf } from '../body.js'
import type { Call, Endpoint, World } from '../endpoint.js'
import { Refusal } from '../refusal.js'
import type { StoredMessage } from '../state/message.js'

/** `openim/admin_msgwithdraw`: flags the message on both sides; a second time is an error of its own. */
export const recall: Endpoint = (call, world) => {
  const message = namedMessage(call, world)
  if (message.MsgFlagBits === 8) throw new Refusal(20023, 'the message has been recalled already')
  world.conversations.recall(message)
  return {}
}

/** The message that `From_Account`, `To_Account` and `MsgKey` name. */
export function namedMessage({ body }: Call, { accounts, conversations }: World): StoredMessage {
  const from = textOf(body, 'From_Account') ?? ''
  const to = textOf(body, 'To_Account') ?? ''
  const key = textOf(body, 'MsgKey') ?? ''
  if (!accounts.has(from)) throw new Refusal(90008, 'From_Account is unknown')
  if (!accounts.has(to)) throw new Refusal(90003, 'To_Account is unknown')
  if (!/^\d+_\d+_\d+$/.test(key) || key.length > 50) {
    throw new Refusal(90054, 'MsgKey is not of the form <MsgSeq>_<MsgRandom>_<time>')
  }
  const message = conversations.find(from, to, key)
  if (message === undefined) throw new Refusal(20022, 'there is no such message between these accounts')
  return message
}
