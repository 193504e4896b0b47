import type { Timers } from '@im-callback/core/queue'

/** Time limits of what waits for Redis. Ending them leaves no timer behind. */
export class Limits {
  readonly #timers: Timers
  readonly #pending = new Set<(reason: Error) => void>()

  constructor(timers: Timers) {
    this.#timers = timers
  }

  /** What the work answers, or a rejection after `timeout` milliseconds. What the work does later is nobody's concern. */
  async within<T>(timeout: number, work: Promise<T>): Promise<T> {
    let timer: unknown
    let end: (reason: Error) => void = () => {}
    const ended = new Promise<never>((_, reject) => {
      end = reject
      timer = this.#timers.set(() => reject(new Error(`Redis did not answer within ${timeout} ms.`)), timeout)
    })
    this.#pending.add(end)
    try {
      return await Promise.race([work, ended])
    } finally {
      this.#pending.delete(end)
      this.#timers.clear(timer)
    }
  }

  /** Rejects all that waits. */
  end(): void {
    for (const end of this.#pending) end(new Error('No longer waited for.'))
  }
}
