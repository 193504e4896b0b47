import type { Timers } from '@im-callback/core/queue'
import { heard, type OwnConnection, type SharedConnection } from './connection.js'
import type { Limits } from './limits.js'

/** Seconds a command blocks; fewer where it cannot be called back. */
const blockFor = { callable: 5, other: 1 }
/** Milliseconds beyond that, after which a connection is taken for dead. */
const grace = 5000
const opening = 5000
const callAgain = 20

interface WaiterOptions {
  readonly shared: SharedConnection
  /** A connection for blocking commands. */
  readonly open: () => Promise<OwnConnection>
  readonly timers: Timers
  readonly limits: Limits
}

/**
 * Waits with blocking commands, on a connection of its own. It can be called back at any time without losing what arrives
 * in that moment: the server is asked to end the wait (CLIENT UNBLOCK), instead of the connection being cut.
 */
export class Waiter {
  readonly #options: WaiterOptions
  #connection: OwnConnection | undefined
  #isAwake = false
  #isWaiting = false

  constructor(options: WaiterOptions) {
    this.#options = options
  }

  /** Sends a blocking command, which takes its timeout last; answers null when nothing came. */
  async wait(command: string, ...args: string[]): Promise<unknown> {
    this.#connection ??= await this.#open()
    if (this.#isAwake) return null
    const connection = this.#connection
    const seconds = connection.id === undefined ? blockFor.other : blockFor.callable
    this.#isWaiting = true
    try {
      const answer = connection.send(command, ...args, seconds)
      return await this.#options.limits.within(seconds * 1000 + grace, answer)
    } catch (error) {
      this.#drop()
      throw error
    } finally {
      this.#isWaiting = false
    }
  }

  /** Lets `wait` come back, now and from now on. */
  wake(): void {
    this.#isAwake = true
    this.#call()
  }

  end(): void {
    this.#isAwake = true
    this.#drop()
  }

  /** Again and again: the call can overtake the command it is for. */
  #call(): void {
    const { shared, timers } = this.#options
    if (!this.#isWaiting || this.#connection?.id === undefined) return
    if (shared.isReady) shared.send('CLIENT', 'UNBLOCK', this.#connection.id).catch(heard)
    timers.set(() => this.#call(), callAgain)
  }

  async #open(): Promise<OwnConnection> {
    const opened = this.#options.open()
    let isLate = false
    opened.then((connection) => isLate && connection.end()).catch(heard)
    try {
      return await this.#options.limits.within(opening, opened)
    } catch (error) {
      isLate = true
      throw error
    }
  }

  #drop(): void {
    this.#connection?.end()
    this.#connection = undefined
  }
}
