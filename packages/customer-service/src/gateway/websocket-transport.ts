import type { RawData, WebSocket } from 'ws'
import { encodeFrames, type Frame } from '../wire/frame.js'
import { frameOf } from '../wire/frame-reader.js'
import type { Accept, Transport } from './transport.js'

/** Bytes that may wait when a control ping comes; past it there is no pong, so that a flood of them piles up nothing. */
const mostForPong = 64 * 1024

/** Serves a WebSocket: every binary message is one frame, anything else closes. */
export function serveWebSocket(socket: WebSocket, address: string | undefined, accept: Accept): void {
  socket.on('error', () => undefined)
  const sent = () => {
    if (socket.bufferedAmount === 0) events?.drained()
  }
  const events = accept(new WebSocketTransport(socket, address, sent))
  if (events === undefined) return
  socket.on('message', (data: RawData, isBinary: boolean) => {
    const frame = isBinary && data instanceof Uint8Array ? frameOf(data) : undefined
    if (frame === undefined) events.malformed()
    else events.frames([frame])
  })
  socket.on('ping', (data: Buffer) => {
    if (socket.bufferedAmount < mostForPong) socket.pong(data)
  })
  socket.on('close', () => events.closed())
}

class WebSocketTransport implements Transport {
  readonly address: string | undefined
  readonly #socket: WebSocket
  readonly #sent: () => void

  constructor(socket: WebSocket, address: string | undefined, sent: () => void) {
    this.#socket = socket
    this.address = address
    this.#sent = sent
  }

  get buffered(): number {
    return this.#socket.bufferedAmount
  }

  send(frames: readonly Frame[]): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    for (const frame of frames) this.#socket.send(encodeFrames([frame]), this.#sent)
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  end(): void {
    this.#socket.close(1001)
  }

  destroy(): void {
    this.#socket.terminate()
  }
}
