import { bodyLength, type Frame, headerLength, readFrame, viewOf } from './frame.js'

const nothing = new Uint8Array(0)

/**
 * Cuts a stream of bytes into frames. What is left over of a chunk is kept, and that is never more than one frame:
 * a stranger cannot make it grow.
 */
export class FrameReader {
  #rest: Uint8Array = nothing

  /** The frames that are complete now; undefined when a header announces more than a frame may have. */
  read(chunk: Uint8Array): Frame[] | undefined {
    const bytes = this.#rest.length === 0 ? chunk : joined(this.#rest, chunk)
    const view = viewOf(bytes)
    const frames: Frame[] = []
    let at = 0
    while (bytes.length - at >= headerLength) {
      const length = bodyLength(view, at)
      if (length === undefined) return undefined
      if (bytes.length - at < headerLength + length) break
      frames.push(readFrame(bytes, view, at, length))
      at += headerLength + length
    }
    // A copy: a view of a few bytes would keep the whole chunk alive.
    this.#rest = at === bytes.length ? nothing : bytes.slice(at)
    return frames
  }
}

/** The one frame of a WebSocket message; what follows it is ignored. Undefined when it is cut short or too long. */
export function frameOf(message: Uint8Array): Frame | undefined {
  if (message.length < headerLength) return undefined
  const view = viewOf(message)
  const length = bodyLength(view, 0)
  if (length === undefined || message.length < headerLength + length) return undefined
  return readFrame(message, view, 0, length)
}

/** Largest message a WebSocket client may send. */
export const longestMessage = 64 * 1024

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length)
  bytes.set(first)
  bytes.set(second, first.length)
  return bytes
}
