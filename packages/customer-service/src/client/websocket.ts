import { frameOf } from '../wire/frame-reader.js'
import type { Connect } from './transport.js'

/** What is needed of a WebSocket: a browser's, that of Node.js 22, or the one of `ws`. */
export interface WebSocketLike {
  binaryType: string
  send(data: Uint8Array): void
  close(): void
  addEventListener(type: 'open' | 'message' | 'error' | 'close', listener: (event: object) => void): void
}

/** A class of WebSockets. */
export type WebSocketClass = new (url: string) => WebSocketLike

/** Connects by WebSocket. `WebSocketClass` defaults to the global one. */
export function webSocket(url: string, given?: WebSocketClass): Connect {
  const WebSocket = given ?? (globalThis as { WebSocket?: WebSocketClass }).WebSocket
  if (WebSocket === undefined) {
    throw new TypeError(
      'There is no global WebSocket here: give the one of ws, { WebSocket }, or connect with tcp() of @im-callback/customer-service/tcp.',
    )
  }
  return (events) => {
    const socket = new WebSocket(url)
    let isOver = false
    const over = () => {
      if (isOver) return
      isOver = true
      events.closed()
    }
    socket.binaryType = 'arraybuffer'
    socket.addEventListener('open', () => events.opened())
    socket.addEventListener('message', (event) => {
      const data = 'data' in event ? event.data : undefined
      const frame = isBuffer(data) ? frameOf(new Uint8Array(data)) : undefined
      if (frame !== undefined) events.frames([frame])
    })
    socket.addEventListener('error', over)
    socket.addEventListener('close', over)
    return {
      send: (frame) => socket.send(frame),
      close: () => socket.close(),
    }
  }
}

/** `instanceof` knows only the ArrayBuffer of its own realm. */
const isBuffer = (data: unknown): data is ArrayBuffer =>
  Object.prototype.toString.call(data) === '[object ArrayBuffer]'
