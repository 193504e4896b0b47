import type { Timers } from '@im-callback/core/queue'

interface BatchesOptions<T> {
  readonly send: (items: readonly T[]) => Promise<void>
  /** Bytes or characters of an item. */
  readonly sizeOf: (item: T) => number
}

interface TimeLimit {
  /** Milliseconds an item may wait and be on its way. */
  readonly timeout: number
  readonly timers: Timers
}

interface Entry<T> {
  readonly item: T
  readonly resolve: () => void
  readonly reject: (reason: unknown) => void
  /** `performance.now()` at which it is late. */
  readonly until: number
}

const mostItems = 256
const mostSize = 1 << 20

/**
 * Sends what comes at the same time together, one batch after the other: concurrent callers share a round trip, and
 * order is kept. What is late before its turn is never sent.
 */
export class Batches<T> {
  readonly #options: BatchesOptions<T>
  readonly #limit: TimeLimit | undefined
  /** Not sent yet, in order. */
  readonly #waiting = new Set<Entry<T>>()
  /** Not answered yet, in order: one timer, for the oldest, serves all. */
  readonly #open = new Set<Entry<T>>()
  readonly #onIdle: (() => void)[] = []
  #timer: unknown
  #running: Promise<void> | undefined

  constructor(options: BatchesOptions<T>, limit?: TimeLimit) {
    this.#options = options
    this.#limit = limit
  }

  /** Resolves when the batch with this item was sent; rejects when that failed, or when it is late. */
  add(item: T): Promise<void> {
    return new Promise((resolve, reject) => {
      const until = this.#limit === undefined ? 0 : performance.now() + this.#limit.timeout
      const entry = { item, resolve, reject, until }
      this.#waiting.add(entry)
      this.#open.add(entry)
      if (this.#limit !== undefined) this.#watch(this.#limit)
      this.#running ??= this.#run()
    })
  }

  /** Resolves when every item has its answer: what is late has one, although it may still be on its way. */
  async idle(): Promise<void> {
    if (this.#open.size > 0) await new Promise<void>((resolve) => this.#onIdle.push(resolve))
  }

  async #run(): Promise<void> {
    await undefined // what is added in the same turn travels along
    while (this.#waiting.size > 0) {
      const batch = this.#next()
      try {
        await this.#options.send(batch.map(({ item }) => item))
        for (const entry of batch) entry.resolve()
      } catch (error) {
        for (const entry of batch) entry.reject(error)
      }
      this.#answered(batch)
    }
    this.#running = undefined
  }

  #next(): Entry<T>[] {
    const batch: Entry<T>[] = []
    let size = 0
    for (const entry of this.#waiting) {
      size += this.#options.sizeOf(entry.item)
      if (batch.length > 0 && (batch.length === mostItems || size > mostSize)) break
      batch.push(entry)
      this.#waiting.delete(entry)
    }
    return batch
  }

  #watch(limit: TimeLimit): void {
    this.#timer ??= limit.timers.set(() => this.#late(limit), limit.timeout)
  }

  #answered(batch: readonly Entry<T>[]): void {
    for (const entry of batch) this.#open.delete(entry)
    if (this.#open.size > 0) return
    if (this.#timer !== undefined) this.#limit?.timers.clear(this.#timer)
    this.#timer = undefined
    this.#tellOfIdleness()
  }

  #tellOfIdleness(): void {
    for (const tell of this.#onIdle.splice(0)) tell()
  }

  #late(limit: TimeLimit): void {
    this.#timer = undefined
    const now = performance.now()
    for (const entry of this.#open) {
      if (entry.until > now) {
        this.#timer = limit.timers.set(() => this.#late(limit), entry.until - now)
        return
      }
      this.#open.delete(entry)
      this.#waiting.delete(entry)
      entry.reject(new Error(`Redis did not answer within ${limit.timeout} ms.`))
    }
    this.#tellOfIdleness()
  }
}
