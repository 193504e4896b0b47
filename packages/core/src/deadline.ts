import { type Clock, longestTimer, type Timers } from './time.js'

/**
 * The times that the requests of one handler have. All wait on one timer, which is there only while something really
 * has to be waited for: a timer for each request would cost as much as a third of its pipeline.
 */
export class Deadlines {
  readonly #clock: Clock
  readonly #timers: Timers
  readonly #waiting = new Set<Deadline>()
  #timer: unknown
  /** What the timer is set for; `Infinity` without one. */
  #next = Number.POSITIVE_INFINITY

  constructor(clock: Clock, timers: Timers) {
    this.#clock = clock
    this.#timers = timers
  }

  /** A deadline at this moment, in milliseconds since 1970; `Infinity` for none. */
  at(end: number): Deadline {
    return new Deadline(end, this)
  }

  left(deadline: Deadline): number {
    return deadline.end - this.#clock()
  }

  /** @internal */
  wait(deadline: Deadline): void {
    this.#waiting.add(deadline)
    if (deadline.end < this.#next) this.#wake(deadline.end)
  }

  /** @internal */
  forget(deadline: Deadline): void {
    if (!this.#waiting.delete(deadline) || this.#waiting.size > 0) return
    this.#timers.clear(this.#timer)
    this.#next = Number.POSITIVE_INFINITY
  }

  #wake(end: number): void {
    this.#timers.clear(this.#timer)
    this.#next = end
    this.#timer = this.#timers.set(() => this.#expire(), Math.max(0, end - this.#clock()))
  }

  /** The timer was set for whoever waited first; that one may be gone, and others may be due. */
  #expire(): void {
    this.#next = Number.POSITIVE_INFINITY
    const now = this.#clock()
    const due = [...this.#waiting].filter(({ end }) => end <= now)
    for (const deadline of due) this.#waiting.delete(deadline)
    let next = Number.POSITIVE_INFINITY
    for (const { end } of this.#waiting) next = Math.min(next, end)
    if (next < Number.POSITIVE_INFINITY) this.#wake(next)
    for (const deadline of due) deadline.expire()
  }
}

/** The time one request has, counted from its arrival: reading the body spends it too. */
export class Deadline {
  readonly end: number
  readonly #all: Deadlines
  readonly #onExpire: (() => void)[] = []
  #isWaiting = false
  #isOver = false

  constructor(end: number, all: Deadlines) {
    this.end = end
    this.#all = all
  }

  /**
   * The work's outcome, or what `tooLate` answers or throws when time is up first. Work that loses goes on; its late
   * failure is the caller's to watch.
   */
  race<T>(work: Promise<T>, tooLate: () => T | Promise<T>): Promise<T> {
    if (!this.#isWaiting && this.#all.left(this) > longestTimer) return work
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
      if (!this.#isWaiting) this.#all.wait(this)
      this.#isWaiting = true
    })
  }

  /** The answer is out: no one waits any more. */
  clear(): void {
    if (this.#isWaiting) this.#all.forget(this)
  }

  /** @internal */
  expire(): void {
    this.#isOver = true
    for (const expire of this.#onExpire) expire()
  }
}
