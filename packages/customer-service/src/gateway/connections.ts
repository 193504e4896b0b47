import type { Timers } from '@im-callback/core'
import { Connection } from './connection.js'
import type { Context } from './context.js'
import type { GatewayStats } from './gateway.js'
import type { Transport, TransportEvents } from './transport.js'

const sweepEvery = 1000

/** All connections of a gateway. */
export class Connections {
  readonly #context: Context
  readonly #most: number
  readonly #timers: Timers
  readonly #all = new Set<Connection>()
  #sweeping: unknown
  #isClosing = false
  #onEmpty: (() => void) | undefined

  constructor(context: Context, { most, timers }: { most: number; timers: Timers }) {
    this.#context = context
    this.#most = most
    this.#timers = timers
  }

  /** Takes a new connection, unless there are too many. */
  readonly accept = (transport: Transport): TransportEvents | undefined => {
    if (this.#isClosing || this.#all.size >= this.#most) {
      transport.destroy()
      return
    }
    const connection = new Connection(this.#context, transport, (closed) => {
      this.#all.delete(closed)
      this.#noticeEnd()
    })
    this.#all.add(connection)
    return connection
  };

  [Symbol.iterator](): Iterator<Connection> {
    return this.#all.values()
  }

  startSweeping(): void {
    this.#sweeping = this.#timers.set(() => {
      const now = this.#context.elapsed()
      for (const connection of this.#all) connection.sweep(now)
      this.startSweeping()
    }, sweepEvery)
  }

  stats(): GatewayStats {
    let loggedIn = 0
    let inFlight = 0
    for (const connection of this.#all) {
      if (connection.session !== undefined) loggedIn++
      inFlight += connection.inFlight
    }
    return { connections: this.#all.size, loggedIn, inFlight }
  }

  /** Lets every connection finish what it has begun; after `timeout` they are cut. */
  async close(timeout: number): Promise<void> {
    this.#isClosing = true
    this.#timers.clear(this.#sweeping)
    for (const connection of this.#all) connection.end()
    if (this.#all.size === 0) return
    let late: unknown
    await new Promise<void>((resolve) => {
      this.#onEmpty = resolve
      late = this.#timers.set(resolve, timeout)
    })
    this.#timers.clear(late)
    for (const connection of this.#all) connection.close()
  }

  #noticeEnd(): void {
    if (this.#all.size === 0) this.#onEmpty?.()
  }
}
