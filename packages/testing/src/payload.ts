import type { CallbackCommand, TencentCommands, TIMTextElem } from '@im-callback/core'
import { samplePayloads } from './generated/payloads.js'

/**
 * The request body of a command: a realistic sample with every field that can come along, as a copy of your own.
 *
 * @param overrides Top-level fields to replace; `undefined` leaves a field out of the JSON.
 * @example
 * ```ts
 * import { CallbackHandler } from '@im-callback/core'
 * import { payload, textMessage } from '@im-callback/testing'
 *
 * const im = new CallbackHandler()
 * const body = payload('C2C.CallbackBeforeSendMsg', { MsgBody: [textMessage('buy now')] })
 * const reply = await im.handle(im.createEvent('C2C.CallbackBeforeSendMsg', {}, body))
 * ```
 */
export function payload<C extends CallbackCommand>(
  command: C,
  overrides: Partial<TencentCommands[C]['request']> = {},
): TencentCommands[C]['request'] {
  if (!Object.hasOwn(samplePayloads, command)) {
    throw new TypeError(`There is no sample for "${command}": it is not in the catalogue, tencentCommands.`)
  }
  return { ...structuredClone(samplePayloads[command]), ...overrides }
}

/**
 * A text element, to put into a `MsgBody`.
 *
 * @example
 * ```ts
 * import { payload, textMessage } from '@im-callback/testing'
 *
 * const body = payload('Group.CallbackBeforeSendMsg', { MsgBody: [textMessage('hi'), textMessage('there')] })
 * ```
 */
export function textMessage(text: string): TIMTextElem {
  return { MsgType: 'TIMTextElem', MsgContent: { Text: text } }
}
