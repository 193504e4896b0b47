import { elementsOf, textOf } from '../body.js'
import type { Endpoint } from '../endpoint.js'
import { Refusal } from '../refusal.js'
import { namedMessage } from './recall.js'

/** `openim/modify_c2c_msg`: other content, or other custom data, for both sides. */
export const changeMessage: Endpoint = (call, world) => {
  const elements = elementsOf(call.body)
  const data = textOf(call.body, 'CloudCustomData')
  if (elements.length === 0 && data === undefined)
    throw new Refusal(20001, 'give MsgBody, CloudCustomData or both')
  const message = namedMessage(call, world)
  if (elements.length > 0) message.MsgBody = elements
  if (data !== undefined) message.CloudCustomData = data
  return {}
}
