import { CallbackError, closedQueue, type Timers } from '@im-callback/core/queue'
import { disconnect, type RedisClient } from './client.js'
import { withoutCommand } from './store-error.js'

interface LinkOptions {
  readonly client: RedisClient
  /** Milliseconds. */
  readonly patience: number
  readonly timers: Timers
}

/** Time without a connection. `over` rejects when it has lasted too long to be waited for. */
interface Outage {
  readonly over: Promise<void>
  end(error?: Error): void
}

/**
 * The connection through which jobs are stored: whatever is asked of it is answered in bounded time. A short outage, such
 * as a restart of Redis or a failover, is waited for; in a long one everything is refused at once.
 */
export class Link {
  readonly client: RedisClient
  readonly #patience: number
  readonly #timers: Timers
  #asked = 0
  #onIdle: (() => void) | undefined
  #outage: Outage | undefined
  #isClosed = false

  constructor({ client, patience, timers }: LinkOptions) {
    this.client = client
    this.#patience = patience
    this.#timers = timers
    this.#outage = this.#beginOutage()
    client.on('close', () => {
      if (!this.#isClosed) this.#outage ??= this.#beginOutage()
    })
    client.on('ready', () => {
      this.#outage?.end()
      this.#outage = undefined
    })
  }

  /** Does what needs Redis within `limit` milliseconds, and rejects with `queue_unavailable` otherwise. */
  async ask<T>(work: () => Promise<T>, limit = this.#patience): Promise<T> {
    if (this.#isClosed) throw closedQueue()
    if (this.#outage !== undefined) await this.#outage.over
    let timer: unknown
    const asked = new Promise<T>((resolve, reject) => {
      timer = this.#timers.set(() => reject(failed(new Error(`no answer within ${limit} ms`))), limit)
      work().then(resolve, (error) => reject(failed(error)))
    })
    this.#asked++
    try {
      return await asked
    } finally {
      this.#timers.clear(timer)
      if (--this.#asked === 0) this.#onIdle?.()
    }
  }

  /** After what was asked has its answer. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#outage?.end(closedQueue())
    await this.#idle()
    disconnect(this.client)
  }

  async #idle(): Promise<void> {
    if (this.#asked === 0) return
    await new Promise<void>((resolve) => {
      this.#onIdle = resolve
    })
  }

  #beginOutage(): Outage {
    let end = (_error?: Error) => {}
    const over = new Promise<void>((resolve, reject) => {
      const timer = this.#timers.set(() => reject(notConnected()), this.#patience)
      end = (error) => {
        this.#timers.clear(timer)
        if (error === undefined) resolve()
        else reject(error)
      }
    })
    over.catch(() => undefined)
    return { over, end }
  }
}

const notConnected = () =>
  new CallbackError(
    'queue_unavailable',
    'There is no connection to Redis, nothing was stored. Start Redis, or correct the option connection.',
  )

function failed(error: unknown): CallbackError {
  const cause = withoutCommand(error)
  return new CallbackError(
    'queue_unavailable',
    `Redis failed, and whether it did what was asked is unknown: ${cause.message}. Look at its log and its memory.`,
    { cause },
  )
}
