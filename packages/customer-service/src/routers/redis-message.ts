import type { Delivery } from '../ports/router.js'
import { isMessageCommand } from '../wire/commands.js'
import { viewOf } from '../wire/frame.js'

/** Bytes of a node's name. */
export const nodeIdLength = 16
const positionAt = nodeIdLength + 1
const messageAt = positionAt + 16
const bodyAt = messageAt + 2

const hasPosition = 1
const hasMessage = 2

/** A delivery between nodes: who publishes, what there is, msgid and prev, command and flags, the body. */
export function writeDelivery(nodeId: Buffer, { message, position }: Delivery): Buffer {
  const bytes = Buffer.alloc(bodyAt + (message?.body.length ?? 0))
  nodeId.copy(bytes)
  bytes[nodeIdLength] = (position === undefined ? 0 : hasPosition) | (message === undefined ? 0 : hasMessage)
  bytes.writeBigInt64BE(position?.msgid ?? 0n, positionAt)
  bytes.writeBigInt64BE(position?.prev ?? 0n, positionAt + 8)
  if (message !== undefined) {
    bytes[messageAt] = message.command
    bytes[messageAt + 1] = message.flags
    bytes.set(message.body, bodyAt)
  }
  return bytes
}

/** Undefined for what no node of ours has written. */
export function readDelivery(bytes: Uint8Array): Delivery | undefined {
  if (bytes.length < bodyAt) return undefined
  const view = viewOf(bytes)
  const what = view.getUint8(nodeIdLength)
  const command = view.getUint8(messageAt)
  const position =
    (what & hasPosition) === 0
      ? undefined
      : { msgid: view.getBigInt64(positionAt), prev: view.getBigInt64(positionAt + 8) }
  if ((what & hasMessage) === 0) return { position }
  if (!isMessageCommand(command)) return undefined
  return { position, message: { command, flags: view.getUint8(messageAt + 1), body: bytes.subarray(bodyAt) } }
}
