import { textsOf } from '../body.js'
import type { Endpoint } from '../endpoint.js'
import { Refusal } from '../refusal.js'
import { newMessage } from '../state/message.js'
import { deliver, readSending } from './sending.js'

/** `openim/batchsendmsg`: one key for all. Unknown receivers are listed; it fails when there is no other. */
export const sendMessages: Endpoint = (call, world) => {
  const receivers = textsOf(call.body, 'To_Account') ?? []
  if (receivers.length === 0) throw new Refusal(90001, 'To_Account is empty')
  const sending = readSending(call, world)
  const { parts } = sending
  if (!world.accounts.has(parts.From_Account)) throw new Refusal(90008, 'From_Account is unknown')
  const known = receivers.filter((to) => world.accounts.has(to))
  if (known.length === 0) throw new Refusal(70107, 'none of the receivers is an account')
  const [message = newMessage({ ...parts, To_Account: '' })] = known.map((to) => deliver(sending, to, world))
  const { MsgKey, MsgId } = message
  if (known.length === receivers.length) return { MsgKey, MsgId }
  const ErrorList = receivers
    .filter((to) => !known.includes(to))
    .map((To_Account) => ({ To_Account, ErrorCode: 70107 }))
  return { ActionStatus: 'SomeError', MsgKey, MsgId, ErrorList }
}
