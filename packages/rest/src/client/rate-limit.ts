import type { Clock } from '@im-callback/core'

/** So many calls in so many milliseconds. */
export interface Rate {
  readonly calls: number
  readonly per: number
}

/**
 * Holds calls to a rate: in no window of `per` milliseconds do more than `calls` begin. Calls get their turns in the
 * order in which they ask.
 */
class Window {
  readonly #per: number
  /** When the last `calls` calls begin, as a ring; `#next` is the oldest. */
  readonly #begins: Float64Array
  #next = 0

  constructor({ calls, per }: Rate) {
    this.#per = per
    this.#begins = new Float64Array(calls).fill(Number.NEGATIVE_INFINITY)
  }

  /** The earliest moment a call may begin. */
  earliest(now: number, longestWait: number): number {
    const last = this.#begins[(this.#next + this.#begins.length - 1) % this.#begins.length] ?? 0
    // No turn is given further ahead than that: the clock was put back.
    if (last > now + longestWait) this.#begins.fill(Number.NEGATIVE_INFINITY)
    return Math.max(now, (this.#begins[this.#next] ?? 0) + this.#per)
  }

  take(moment: number): void {
    this.#begins[this.#next] = moment
    this.#next = (this.#next + 1) % this.#begins.length
  }
}

/** The rate limits of the endpoints, each on its own. */
export class RateLimits {
  readonly #clock: Clock
  readonly #longestWait: number
  readonly #rates: (endpoint: string) => readonly Rate[]
  readonly #windows = new Map<string, Window[]>()

  constructor(options: { clock: Clock; longestWait: number; rates: (endpoint: string) => readonly Rate[] }) {
    this.#clock = options.clock
    this.#longestWait = options.longestWait
    this.#rates = options.rates
  }

  /**
   * Takes the next turn of an endpoint.
   *
   * @returns the milliseconds until then; undefined, and no turn, when that is longer than a call may wait
   */
  take(endpoint: string): number | undefined {
    const windows = this.#windowsOf(endpoint)
    const now = this.#clock()
    let moment = now
    for (const window of windows) moment = Math.max(moment, window.earliest(now, this.#longestWait))
    if (moment - now > this.#longestWait) return undefined
    for (const window of windows) window.take(moment)
    return moment - now
  }

  #windowsOf(endpoint: string): Window[] {
    let windows = this.#windows.get(endpoint)
    if (windows === undefined) {
      windows = this.#rates(endpoint).map((rate) => new Window(rate))
      this.#windows.set(endpoint, windows)
    }
    return windows
  }
}
