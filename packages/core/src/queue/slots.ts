import type { Timers } from '../time.js'
import { sharedSignal } from './shared-signal.js'

/**
 * For authors of queues: places for the jobs that run at once in this process, and the way to wait for them. All jobs
 * share one signal.
 */
export class Slots {
  readonly #concurrency: number
  readonly #timers: Timers
  readonly #abort = sharedSignal()
  readonly #waiting = new Set<() => void>()
  #active = 0

  constructor(concurrency: number, timers: Timers) {
    this.#concurrency = concurrency
    this.#timers = timers
  }

  get active(): number {
    return this.#active
  }

  get free(): number {
    return this.#concurrency - this.#active
  }

  /** Runs work that never rejects in one of the free places. */
  run(work: (signal: AbortSignal) => Promise<void>): void {
    this.#active++
    void work(this.#abort.signal).finally(() => {
      this.#active--
      for (const look of this.#waiting) look()
    })
  }

  /** Resolves when there is a free place. */
  whenFree(): Promise<void> {
    return this.#when(() => this.free > 0)
  }

  /** Waits for what runs; after `timeout` milliseconds it aborts their signal and answers false. */
  async finish(timeout: number, reason: unknown): Promise<boolean> {
    let timer: unknown
    const late = new Promise<false>((resolve) => {
      timer = this.#timers.set(() => resolve(false), timeout)
    })
    const isFinished = await Promise.race([this.#when(() => this.#active === 0).then(() => true), late])
    this.#timers.clear(timer)
    this.#abort.abort(reason)
    return isFinished
  }

  #when(isSo: () => boolean): Promise<void> {
    if (isSo()) return Promise.resolve()
    return new Promise((resolve) => {
      const look = () => {
        if (!isSo()) return
        this.#waiting.delete(look)
        resolve()
      }
      this.#waiting.add(look)
    })
  }
}
