import type { Clock } from '../time.js'
import type { CallbackJob } from './job.js'

/** A job that was given up. */
export interface DeadLetter {
  readonly job: CallbackJob
  /** What the last attempt threw. */
  readonly error: unknown
  /** Milliseconds since 1970. */
  readonly failedAt: number
}

interface DeadLettersOptions {
  readonly limit: number
  readonly clock: Clock
  readonly replay: (job: CallbackJob) => Promise<void>
}

/** Jobs whose attempts are used up: kept to be looked at, tried again or thrown away. */
export class DeadLetters {
  readonly #letters = new Map<string, DeadLetter>()
  readonly #options: DeadLettersOptions

  constructor(options: DeadLettersOptions) {
    this.#options = options
  }

  get size(): number {
    return this.#letters.size
  }

  /** All of them, oldest first. */
  list(): DeadLetter[] {
    return [...this.#letters.values()]
  }

  /** Puts a job back on the queue as a first attempt; false when there is none of this id. */
  async replay(id: string): Promise<boolean> {
    const letter = this.#letters.get(id)
    if (letter === undefined) return false
    this.#letters.delete(id)
    try {
      await this.#options.replay({ ...letter.job, Attempt: 1 })
    } catch (error) {
      this.#letters.set(id, letter)
      throw error
    }
    return true
  }

  /** Throws a job away; false when there is none of this id. */
  discard(id: string): boolean {
    return this.#letters.delete(id)
  }

  /** @internal */
  add(job: CallbackJob, error: unknown): void {
    this.#letters.delete(job.Id)
    this.#letters.set(job.Id, { job, error, failedAt: this.#options.clock() })
    if (this.#letters.size <= this.#options.limit) return
    const oldest = this.#letters.keys().next()
    if (!oldest.done) this.#letters.delete(oldest.value)
  }
}
