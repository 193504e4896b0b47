import type { CallbackJob } from '@im-callback/core'
import { SqliteQueue } from '@im-callback/sqlite'
import { FaultyDriver } from './faulty-driver.js'

/** What a handler does with an attempt. */
export type Conduct = 'succeed' | 'fail' | 'hang'

/** What the handlers of all incarnations have seen. */
export interface Journal {
  readonly begun: CallbackJob[]
  readonly handled: string[]
}

export interface Life {
  readonly file: string
  readonly clock: () => number
  readonly conduct: (job: CallbackJob) => Conduct
  readonly journal: Journal
}

export const attempts = 3

/** One process as a queue knows it: it can die, and then its timers, its connections and its locks are gone. */
export class Incarnation {
  readonly queue: SqliteQueue
  readonly #driver = new FaultyDriver()
  readonly #handles = new Set<unknown>()
  #isDead = false

  constructor({ file, clock, conduct, journal }: Life) {
    const quiet = () => undefined
    this.queue = new SqliteQueue({
      file,
      clock,
      driver: this.#driver,
      durability: 'normal',
      pollInterval: 1,
      concurrency: 3,
      maxInterruptions: 1000,
      retry: { attempts, minDelay: 1, maxDelay: 4 },
      logger: { warn: quiet, error: quiet },
      timers: {
        set: (callback, delay) => this.#set(callback, delay),
        clear: (handle) => {
          this.#handles.delete(handle)
          clearTimeout(handle as NodeJS.Timeout)
        },
      },
    })
    this.queue.consume(async (job) => {
      if (this.#isDead) return new Promise(() => undefined)
      journal.begun.push(job)
      const what = conduct(job)
      if (what === 'hang') return new Promise(() => undefined)
      if (what === 'fail') throw new Error('as planned')
      journal.handled.push(job.Id)
    })
  }

  die(): void {
    this.#isDead = true
    this.#driver.die()
    for (const handle of this.#handles) clearTimeout(handle as NodeJS.Timeout)
  }

  #set(callback: () => void, delay: number): unknown {
    if (this.#isDead) return {}
    const handle = setTimeout(() => {
      this.#handles.delete(handle)
      if (!this.#isDead) callback()
    }, delay)
    this.#handles.add(handle)
    return handle
  }
}
