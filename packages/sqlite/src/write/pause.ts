import type { Timers } from '@im-callback/core/queue'
import type { Trouble } from '../file/trouble.js'

/** Milliseconds until a file that is locked, or that failed, is tried again: doubled each time. */
const lengths = { busy: { first: 2, longest: 25 }, failed: { first: 20, longest: 500 } }

/** The time between two attempts at a file that cannot be written. */
export class Pause {
  readonly #timers: Timers
  readonly #onEnd: () => void
  #timer: unknown
  #isOn = false
  #last = 0

  constructor(timers: Timers, onEnd: () => void) {
    this.#timers = timers
    this.#onEnd = onEnd
  }

  get isOn(): boolean {
    return this.#isOn
  }

  start(trouble: Trouble): void {
    if (this.#isOn) return
    this.#isOn = true
    const { first, longest } = trouble === 'busy' ? lengths.busy : lengths.failed
    this.#last = Math.min(longest, Math.max(first, this.#last * 2))
    this.#timer = this.#timers.set(() => {
      this.#isOn = false
      this.#onEnd()
    }, this.#last)
  }

  stop(): void {
    if (this.#isOn) this.#timers.clear(this.#timer)
    this.#isOn = false
  }

  /** It went well: the next pause is a short one again. */
  reset(): void {
    this.#last = 0
  }
}
