/** Bytes before the body of every frame. */
export const headerLength = 12

/** Largest body of a frame, in bytes. */
export const longestBody = 32_767

/** One frame of the protocol, in either direction. */
export interface Frame {
  readonly seq: number
  readonly command: number
  readonly version: number
  readonly flags: number
  readonly body: Uint8Array
}

/**
 * Writes frames one after the other into one piece of memory: big-endian, a header of 12 bytes each (length, seq,
 * command, version, flags, 0) and the body.
 */
export function encodeFrames(frames: readonly Frame[]): Uint8Array {
  let length = 0
  for (const { body } of frames) length += headerLength + body.length
  const bytes = new Uint8Array(length)
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const { seq, command, version, flags, body } of frames) {
    view.setInt32(at, body.length)
    view.setInt32(at + 4, seq)
    bytes[at + 8] = command
    bytes[at + 9] = version
    bytes[at + 10] = flags
    bytes.set(body, at + headerLength)
    at += headerLength + body.length
  }
  return bytes
}

/** The length of the body a header announces; undefined when no frame may be that long. */
export function bodyLength(view: DataView, at: number): number | undefined {
  const length = view.getInt32(at)
  return length >= 0 && length <= longestBody ? length : undefined
}

/** The frame that begins here; its body is a view of the same memory. */
export function readFrame(bytes: Uint8Array, view: DataView, at: number, length: number): Frame {
  const start = at + headerLength
  return {
    seq: view.getInt32(at + 4),
    command: view.getUint8(at + 8),
    version: view.getUint8(at + 9),
    flags: view.getUint8(at + 10),
    body: bytes.subarray(start, start + length),
  }
}

export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
