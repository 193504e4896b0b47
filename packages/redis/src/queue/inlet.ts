import { CallbackError, type Timers } from '@im-callback/core/queue'
import type { Access } from './access.js'
import { Batches } from './batches.js'
import { unavailable } from './unavailable.js'

interface InletOptions {
  readonly access: Access
  readonly key: string
  readonly capacity?: number | undefined
  readonly timeout?: number | undefined
  readonly timers: Timers
}

/** Pushes elements to the list: those that come at the same time together, each within the time limit. */
export class Inlet {
  readonly #options: InletOptions
  readonly #timeout: number
  readonly #batches: Batches<string>

  constructor(options: InletOptions) {
    const { timeout = 1000, timers } = options
    this.#options = options
    this.#timeout = timeout
    const send = (elements: readonly string[]) => this.#send(elements)
    this.#batches = new Batches({ send, sizeOf: ({ length }) => length }, { timeout, timers })
  }

  /** Rejects with `queue_unavailable`; what was still waiting for its turn then is not pushed any more. */
  async push(element: string): Promise<void> {
    try {
      await this.#batches.add(element)
    } catch (error) {
      throw unavailable(`It is not certain that the Redis list ${this.#options.key} has the event`, error)
    }
  }

  /** Throws when the list is full. */
  async admit(): Promise<void> {
    const { access, capacity, key } = this.#options
    if (capacity === undefined || (await access.store.length()) < capacity) return
    throw new CallbackError(
      'queue_unavailable',
      `The Redis list ${key} is full: ${capacity} jobs are waiting. Raise capacity, or add consumers.`,
    )
  }

  idle(): Promise<void> {
    return this.#batches.idle()
  }

  async #send(elements: readonly string[]): Promise<void> {
    const { access, capacity } = this.#options
    await access.ready(this.#timeout)
    if (capacity !== undefined) await this.admit()
    await access.store.push(elements)
  }
}
