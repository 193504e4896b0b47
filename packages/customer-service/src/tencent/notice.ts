import type { CustomerAfterSendMessageRequest } from '../callbacks/commands.js'
import { jsonObject } from '../domain/message-key.js'
import type { BridgedContent } from './content.js'

/** An answer that will not arrive. */
export interface Undelivered {
  readonly answer: CustomerAfterSendMessageRequest
  /**
   * `refused`: by a rule, a mute, moderation; `caller`: it cannot be sent as it is; `no_account`: it belongs to a shop
   * without a support account.
   */
  readonly reason: 'refused' | 'caller' | 'no_account'
  /** Tencent's error code, where there is one. */
  readonly code: number | undefined
}

/** The notice a seller sees unless the bridge is told another one. */
export function noticeOf({ answer, reason, code }: Undelivered): BridgedContent {
  const why = code === undefined ? reason : `${reason}, ${code}`
  return { text: `[not delivered to the customer: ${why}]`, undelivered: uuidIn(answer) ?? answer.MsgKey }
}

/** The uuid the seller's client has given the answer. */
function uuidIn({ CustomerService: { Content } }: CustomerAfterSendMessageRequest): string | undefined {
  const object = jsonObject(Content)
  const uuid = object !== undefined && Object.hasOwn(object, 'uuid') ? object.uuid : undefined
  return typeof uuid === 'string' ? uuid : undefined
}
