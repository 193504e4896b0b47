import { viewOf } from './frame.js'

/** The first int64 of a body, such as the key of SYNC; undefined when it is too short. */
export function readInt64(body: Uint8Array): bigint | undefined {
  return body.length < 8 ? undefined : viewOf(body).getBigInt64(0)
}

export function writeInt64(value: bigint): Uint8Array {
  const body = new Uint8Array(8)
  viewOf(body).setBigInt64(0, value)
  return body
}

/** The first int32 of a body; undefined when it is too short. */
export function readInt32(body: Uint8Array): number | undefined {
  return body.length < 4 ? undefined : viewOf(body).getInt32(0)
}

export function writeInt32(value: number): Uint8Array {
  const body = new Uint8Array(4)
  viewOf(body).setInt32(0, value)
  return body
}

/** ACK: the seq of the frame it answers; from version 2 on a status byte follows. */
export function writeAck(seq: number, version: number, status: number): Uint8Array {
  const body = new Uint8Array(version >= 2 ? 5 : 4)
  const view = viewOf(body)
  view.setInt32(0, seq)
  if (version >= 2) view.setInt8(4, status)
  return body
}

export function readAck(body: Uint8Array): { seq: number; status: number } | undefined {
  if (body.length < 4) return undefined
  const view = viewOf(body)
  return { seq: view.getInt32(0), status: body.length > 4 ? view.getInt8(4) : 0 }
}

/** Where a message stands in a queue: its own msgid, and that of the message before it (0 when it is the first). */
export interface Position {
  readonly msgid: bigint
  readonly prev: bigint
}

/** METADATA: the position of the message in the frame that follows, and 16 bytes of nothing. */
export function writeMetadata({ msgid, prev }: Position): Uint8Array {
  const body = new Uint8Array(32)
  const view = viewOf(body)
  view.setBigInt64(0, msgid)
  view.setBigInt64(8, prev)
  return body
}

export function readMetadata(body: Uint8Array): Position | undefined {
  if (body.length < 16) return undefined
  const view = viewOf(body)
  return { msgid: view.getBigInt64(0), prev: view.getBigInt64(8) }
}
