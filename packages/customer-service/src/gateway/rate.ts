import type { Clock } from '@im-callback/core'

/** Lets through so many a second, and as many at once after a quiet one; less than one a second comes singly. */
export class Rate {
  readonly #perSecond: number
  readonly #clock: Clock
  readonly #most: number
  #left: number
  #at: number

  constructor(perSecond: number, clock: Clock) {
    this.#perSecond = perSecond
    this.#clock = clock
    this.#most = Math.max(1, perSecond)
    this.#left = this.#most
    this.#at = clock()
  }

  allows(): boolean {
    if (this.#perSecond === Number.POSITIVE_INFINITY) return true
    const now = this.#clock()
    const gained = (Math.max(0, now - this.#at) / 1000) * this.#perSecond
    this.#left = Math.min(this.#most, this.#left + gained)
    this.#at = now
    if (this.#left < 1) return false
    this.#left--
    return true
  }
}
