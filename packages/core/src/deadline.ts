import { longestTimer, type Timers } from './time.js'

/**
 * The time one request has, counted from its arrival: reading the body spends it too. One timer serves all its
 * races, and there is none until something really has to be waited for.
 */
export class Deadline {
  readonly #timers: Timers
  readonly #left: () => number
  readonly #onExpire: (() => void)[] = []
  #timer: unknown
  #isOver = false

  /** `left` answers the milliseconds that remain; `Infinity` for no deadline. */
  constructor(left: () => number, timers: Timers) {
    this.#left = left
    this.#timers = timers
  }

  /**
   * The work's outcome, or what `tooLate` answers or throws when time is up first. Work that loses goes on; its late
   * failure is the caller's to watch.
   */
  race<T>(work: Promise<T>, tooLate: () => T | Promise<T>): Promise<T> {
    const left = this.#timer === undefined ? this.#left() : 0
    if (left > longestTimer) return work
    return new Promise((resolve, reject) => {
      const expire = () => {
        try {
          resolve(tooLate())
        } catch (error) {
          reject(error)
        }
      }
      work.then(resolve, reject)
      if (this.#isOver) return expire()
      this.#onExpire.push(expire)
      this.#timer ??= this.#timers.set(() => this.#expire(), Math.max(0, left))
    })
  }

  /** Forgets the timer: the answer is out. */
  clear(): void {
    if (this.#timer !== undefined) this.#timers.clear(this.#timer)
    this.#timer = undefined
  }

  #expire(): void {
    this.#isOver = true
    for (const expire of this.#onExpire) expire()
  }
}
