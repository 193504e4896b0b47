import type { Clock } from '../time.js'
import { type DeadLetter, type DeadLetterPage, type DeadLetters, errorText } from './dead-letters.js'
import type { CallbackJob } from './job.js'

interface MemoryDeadLettersOptions {
  readonly limit: number
  readonly clock: Clock
  readonly replay: (job: CallbackJob) => Promise<void>
}

type Letter = DeadLetter & { readonly job: CallbackJob }

/** Dead letters of this process, a bounded number of them. */
export class MemoryDeadLetters implements DeadLetters {
  readonly #letters = new Map<string, Letter>()
  readonly #options: MemoryDeadLettersOptions
  #last = 0

  constructor(options: MemoryDeadLettersOptions) {
    this.#options = options
  }

  get size(): number {
    return this.#letters.size
  }

  async list({ offset = 0, limit = 100 }: DeadLetterPage = {}): Promise<DeadLetter[]> {
    return [...this.#letters.values()].slice(offset, offset + limit)
  }

  async get(id: string): Promise<DeadLetter | undefined> {
    return this.#letters.get(id)
  }

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

  async discard(id: string): Promise<boolean> {
    return this.#letters.delete(id)
  }

  add(job: CallbackJob, error: unknown): void {
    const id = String(++this.#last)
    const failedAt = this.#options.clock()
    this.#letters.set(id, { id, job, raw: undefined, error: errorText(error), failedAt })
    if (this.#letters.size <= this.#options.limit) return
    const oldest = this.#letters.keys().next()
    if (!oldest.done) this.#letters.delete(oldest.value)
  }
}
