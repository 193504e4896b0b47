import type { Clock } from '@im-callback/core'

/** Milliseconds that a host which could not be reached is left alone, while there is another one. */
const restTime = 30_000

/** One address or more: scheme and host, without a slash at the end. */
export type Origins = readonly [string, ...string[]]

/** The hosts that serve an app, first the one to prefer. */
export class Hosts {
  readonly #origins: Origins
  readonly #clock: Clock
  readonly #failedAt = new Map<string, number>()

  constructor(origins: Origins, clock: Clock) {
    this.#origins = origins
    this.#clock = clock
  }

  /** The first that has not failed of late; when all have, the one whose failure is longest ago. */
  pick(): string {
    const now = this.#clock()
    const rested = this.#origins.find((origin) => hasRested(now - (this.#failedAt.get(origin) ?? -Infinity)))
    const [oldest] = this.#failedAt.keys()
    return rested ?? oldest ?? this.#origins[0]
  }

  /** It could not be reached, or answered that it is out of order. */
  failed(origin: string): void {
    // The map is in the order of the failures.
    this.#failedAt.delete(origin)
    this.#failedAt.set(origin, this.#clock())
  }
}

/** A failure that is still to come was before the clock was put back. */
const hasRested = (elapsed: number) => elapsed >= restTime || elapsed < 0
