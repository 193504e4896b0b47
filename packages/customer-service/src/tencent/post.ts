import { ackStatus } from '../domain/status.js'
import type { PostedMessage } from '../gateway/post.js'
import type { BridgedContent } from './content.js'
import { uuidOf } from './identity.js'
import type { Settings } from './options.js'

interface Relayed extends Pick<PostedMessage, 'from' | 'to' | 'storeId' | 'unpersistent'> {
  /** Names the message: the same one is stored once. */
  readonly id: string
  readonly content: BridgedContent
}

/**
 * Posts into the gateway. A message that its own handlers refuse is refused for good, and noted; for everything else
 * there may be another time.
 *
 * @throws Error with the status, for the queue to try again
 */
export async function post(
  { gateway, logger }: Settings,
  { id, content, ...message }: Relayed,
): Promise<void> {
  const text = JSON.stringify({ ...content, uuid: uuidOf(id) })
  const { status } = await gateway.post({ ...message, content: text, key: id })
  if (status === 'ok') return
  if (status === 'rejected') {
    logger.warn('im-callback: a handler of the gateway refused a message from Tencent', { id })
    return
  }
  throw new Error(`A message from Tencent was not stored: ${status}. ${ackStatus[status].when}`)
}
