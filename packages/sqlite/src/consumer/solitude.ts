import type { Timers } from '@im-callback/core/queue'
import type { Claim } from '../tables/jobs.js'

/** Interruptions from which on a job is under suspicion. */
const suspicious = 3
/** Milliseconds that others wait for a suspect: it may hang. */
const longest = 10_000

/**
 * A job whose process has died several times is handled while nothing else is, at least for some seconds: if it is what
 * kills the process, the others do not share its fate again and again, until they are given up with it.
 */
export class Solitude {
  readonly #timers: Timers
  readonly #threshold: number
  readonly #onEnd: () => void
  #claim: Claim | undefined
  #timer: unknown

  constructor(options: { timers: Timers; maxInterruptions: number; onEnd: () => void }) {
    this.#timers = options.timers
    this.#threshold = Math.max(1, Math.min(suspicious, options.maxInterruptions))
    this.#onEnd = options.onEnd
  }

  get isOn(): boolean {
    return this.#claim !== undefined
  }

  isFor(interruptions: number): boolean {
    return interruptions >= this.#threshold
  }

  begin(claim: Claim): void {
    this.#claim = claim
    this.#timer = this.#timers.set(() => this.end(claim), longest)
  }

  /** Keeps no timer. */
  stop(): void {
    this.#timers.clear(this.#timer)
  }

  /** Nothing happens when it is about another job. */
  end(claim: Claim): void {
    if (claim !== this.#claim) return
    this.#timers.clear(this.#timer)
    this.#claim = undefined
    this.#onEnd()
  }
}
