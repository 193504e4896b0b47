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
    const over = (why: Error) => {
      if (isOver) return
      isOver = true
      events.closed(why)
    }
    socket.binaryType = 'arraybuffer'
    socket.addEventListener('open', () => events.opened())
    socket.addEventListener('message', (event) => {
      const data = 'data' in event ? event.data : undefined
      const frame = isBuffer(data) ? frameOf(new Uint8Array(data)) : undefined
      if (frame !== undefined) events.frames([frame])
    })
    socket.addEventListener('error', (event) => over(failureOf(event, url)))
    socket.addEventListener('close', (event) =>
      over(new Error(`The WebSocket to ${url} was closed (${codeOf(event)}).`)),
    )
    return {
      send: (frame) => socket.send(frame),
      close: () => socket.close(),
    }
  }
}

/** Browsers tell pages nothing of the cause. */
function failureOf(event: object, url: string): Error {
  const cause = 'message' in event && typeof event.message === 'string' ? event.message : ''
  const why = cause === '' ? 'the console of the browser may say why' : cause
  return new Error(`The WebSocket to ${url} could not be opened, or broke: ${why}.`)
}

const codeOf = (event: object): unknown => ('code' in event ? event.code : 'no code')

/** `instanceof` knows only the ArrayBuffer of its own realm. */
const isBuffer = (data: unknown): data is ArrayBuffer =>
  Object.prototype.toString.call(data) === '[object ArrayBuffer]'
