import type { ClientConnection, Connect, ConnectionEvents } from '../../src/client.js'
import { int64Body } from './bodies.js'

/** A frame of the client. */
export interface Sent {
  readonly seq: number
  readonly command: number
  readonly body: Buffer
}

/** A server whose every answer a test writes: for what no honest gateway does, and for the order of things. */
export class ScriptedServer {
  /** Frames of the connection that was opened last. */
  sent: Sent[] = []
  connections = 0
  /** False: a connection that is closed does not say so. */
  isPolite = true
  #events: ConnectionEvents | undefined

  readonly connect: Connect = (events): ClientConnection => {
    this.connections++
    this.sent = []
    this.#events = events
    return {
      send: (bytes) => {
        const frame = Buffer.from(bytes)
        this.sent.push({ seq: frame.readInt32BE(4), command: frame.readUInt8(8), body: frame.subarray(12) })
      },
      close: () => {
        if (this.isPolite) events.closed()
      },
    }
  }

  /** Takes the connection. */
  open(): void {
    this.#events?.opened()
  }

  /** Takes the connection, and the login. */
  accept(): void {
    this.open()
    this.answer(3, Buffer.alloc(4))
  }

  answer(command: number, body: Buffer, flags = 0): void {
    this.#events?.frames([{ seq: 1, command, version: 2, flags, body }])
  }

  /** The answer to SYNC: messages, and the key behind them. */
  page(messages: readonly Buffer[], key: number): void {
    this.answer(27, int64Body(key))
    for (const message of messages) this.answer(24, message)
    this.answer(28, int64Body(key))
  }

  drop(why?: Error): void {
    this.#events?.closed(why)
  }

  /** The frames of this command so far. */
  of(command: number): Sent[] {
    return this.sent.filter((frame) => frame.command === command)
  }
}
