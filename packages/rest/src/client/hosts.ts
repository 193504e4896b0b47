import type { Clock } from '@im-callback/core'

/** Milliseconds that a host which could not be reached is left alone, while there is another one. */
const restTime = 30_000

/** The hosts that serve an app, first the one to prefer. */
export class Hosts {
  readonly #origins: readonly string[]
  readonly #clock: Clock
  readonly #failedAt = new Map<string, number>()

  constructor(origins: readonly string[], clock: Clock) {
    this.#origins = origins
    this.#clock = clock
  }

  /** The first that has not failed of late; when all have, the one whose failure is longest ago. */
  pick(): string {
    const now = this.#clock()
    const rested = this.#origins.find((origin) => now >= (this.#failedAt.get(origin) ?? -Infinity) + restTime)
    return rested ?? [...this.#failedAt].sort(([, a], [, b]) => a - b)[0]?.[0] ?? this.#first()
  }

  /** It could not be reached, or answered that it is out of order. */
  failed(origin: string): void {
    // Again in the map's order: of two failures at one moment the older one is the first.
    this.#failedAt.delete(origin)
    this.#failedAt.set(origin, this.#clock())
  }

  #first(): string {
    const [first] = this.#origins
    if (first === undefined) throw new TypeError('There is no host to call.')
    return first
  }
}
