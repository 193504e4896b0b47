import type { Timers } from '@im-callback/core/queue'

/** Work that is done again and again, never twice at once, and sooner when there is a reason. */
export class Pulse {
  readonly #timers: Timers
  readonly #work: () => Promise<number>
  #timer: unknown
  #at = Number.POSITIVE_INFINITY
  #running: Promise<void> | undefined
  #isStopped = false

  /** The work answers milliseconds until it is to be done again; it never rejects. */
  constructor(timers: Timers, work: () => Promise<number>) {
    this.#timers = timers
    this.#work = work
  }

  /** Has the work done within so many milliseconds. */
  within(delay: number): void {
    const at = performance.now() + delay
    if (this.#isStopped || at >= this.#at) return
    this.#timers.clear(this.#timer)
    this.#at = at
    this.#timer = this.#timers.set(() => this.#beat(), delay)
  }

  /** Ends it; resolves when the last run is over. */
  async stop(): Promise<void> {
    this.#isStopped = true
    this.#timers.clear(this.#timer)
    await this.#running
  }

  #beat(): void {
    this.#at = Number.POSITIVE_INFINITY
    if (this.#running !== undefined) {
      void this.#running.then(() => this.within(0))
      return
    }
    this.#running = this.#work().then((delay) => {
      this.#running = undefined
      this.within(delay)
    })
  }
}
