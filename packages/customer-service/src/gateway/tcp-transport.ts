import type { Socket } from 'node:net'
import { encodeFrames, type Frame, headerLength } from '../wire/frame.js'
import { FrameReader } from '../wire/frame-reader.js'
import type { Accept, Transport } from './transport.js'

/**
 * Bytes of frames that go out together. Less than one packet holds: clients that call `recv` once for a header and once
 * for a body find all of it.
 */
const together = 1200

/** Serves a socket. */
export function serveSocket(socket: Socket, accept: Accept): void {
  // Without a listener an error would end the process; `close` follows every one.
  socket.on('error', () => undefined)
  const reader = new FrameReader()
  const written = () => {
    if (socket.writableLength === 0) events?.drained()
  }
  const events = accept(new TcpTransport(socket, written))
  if (events === undefined) return
  socket.on('data', (chunk: Buffer) => {
    const frames = reader.read(chunk)
    if (frames === undefined) events.malformed()
    else if (frames.length > 0) events.frames(frames)
  })
  socket.on('close', () => events.closed())
}

class TcpTransport implements Transport {
  readonly address: string | undefined
  readonly #socket: Socket
  readonly #written: () => void

  constructor(socket: Socket, written: () => void) {
    this.#socket = socket
    this.#written = written
    this.address = socket.remoteAddress
  }

  get buffered(): number {
    return this.#socket.writableLength
  }

  send(frames: readonly Frame[]): void {
    if (!this.#socket.writable) return
    for (const group of groups(frames)) this.#socket.write(encodeFrames(group), this.#written)
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  end(): void {
    this.#socket.end()
  }

  destroy(): void {
    this.#socket.destroy()
  }
}

function groups(frames: readonly Frame[]): (readonly Frame[])[] {
  if (frames.length === 1) return [frames]
  const groups: Frame[][] = []
  let size = together
  for (const frame of frames) {
    const length = headerLength + frame.body.length
    if (size + length > together) {
      groups.push([])
      size = 0
    }
    groups.at(-1)?.push(frame)
    size += length
  }
  return groups
}
