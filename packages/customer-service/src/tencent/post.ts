import { type AckStatus, ackStatus } from '../domain/status.js'
import type { PostedMessage } from '../gateway/post.js'
import type { BridgedContent } from './content.js'
import { uuidOf } from './identity.js'
import type { Settings } from './options.js'

interface Relayed extends Pick<PostedMessage, 'from' | 'to' | 'storeId' | 'unpersistent' | 'form'> {
  /** Names the message: the same one is stored once. */
  readonly id: string
  readonly content: BridgedContent
}

/** Posts into the gateway; answers what it says. */
export async function post({ gateway }: Settings, { id, content, ...message }: Relayed): Promise<AckStatus> {
  const text = JSON.stringify({ ...content, uuid: uuidOf(id) })
  const { status } = await gateway.post({ ...message, content: text, key: id })
  return status
}

/** For the queue, to try again. */
export const notStored = (status: AckStatus): Error =>
  new Error(`A message from Tencent was not stored: ${status}. ${ackStatus[status].when}`)
