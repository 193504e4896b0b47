import { checkPort } from '../options/check.js'
import type { OfflineMessage, PushSink } from '../ports/push-sink.js'

/**
 * Hands messages for absent users to a function of your own.
 *
 * @throws TypeError when there is no function to call
 * @example
 * ```ts
 * import { pushTo } from '@im-callback/customer-service'
 *
 * const push = pushTo(({ recipient, message }) => console.log(recipient.uid, message.content.length))
 * ```
 */
export function pushTo(push: (offline: OfflineMessage) => void | Promise<void>): PushSink {
  const sink = { push }
  checkPort('pushTo', sink, ['push'])
  return sink
}
