import type { SharedConnection } from './connection.js'
import type { Limits } from './limits.js'

/**
 * Waits until a command would go out at once. Nothing is left to the client's own queue of commands: what waits there may
 * reach Redis long after its caller was told that it did not.
 */
export class Readiness {
  readonly #connection: SharedConnection
  readonly #limits: Limits
  /** All who wait share one listener. */
  #coming: Promise<void> | undefined

  constructor(connection: SharedConnection, limits: Limits) {
    this.#connection = connection
    this.#limits = limits
  }

  async within(timeout: number): Promise<void> {
    this.#connection.wake()
    if (this.#connection.isReady) return
    this.#coming ??= this.#comes()
    try {
      await this.#limits.within(timeout, this.#coming)
    } catch {
      throw notConnected()
    }
  }

  #comes(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#connection.watch(() => {
        stop()
        this.#coming = undefined
        resolve()
      })
    })
  }
}

export const notConnected = () =>
  new Error('The Redis client is not connected: is the server up, and was connect() called (node-redis)?')
