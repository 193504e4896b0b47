import { textOf } from '../body.js'
import type { Endpoint } from '../endpoint.js'
import { Refusal } from '../refusal.js'
import { deliver, readSending } from './sending.js'

/** `openim/sendmsg` */
export const sendMessage: Endpoint = (call, world) => {
  const to = textOf(call.body, 'To_Account') ?? ''
  const sending = readSending(call, world)
  if (!world.accounts.has(sending.parts.From_Account)) throw new Refusal(20003, 'From_Account is unknown')
  if (!world.accounts.has(to)) throw new Refusal(90012, 'To_Account is not registered')
  const { MsgTimeStamp: MsgTime, MsgKey, MsgId } = deliver(sending, to, world)
  return { MsgTime, MsgKey, MsgId }
}
