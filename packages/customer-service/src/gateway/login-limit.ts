import type { Clock } from '@im-callback/core'
import { networkOf } from './client-address.js'

const minute = 60_000
/** Addresses that are counted at once; past that the counting starts over. */
const mostAddresses = 100_000

export interface LoginLimits {
  readonly perMinute: number
  readonly failuresPerMinute: number
}

/** Counts the logins of each address, minute by minute. */
export class LoginLimit {
  readonly #limits: LoginLimits
  readonly #clock: Clock
  #minute = 0
  #counts = new Map<string, { all: number; failed: number }>()

  constructor(limits: LoginLimits, clock: Clock) {
    this.#limits = limits
    this.#clock = clock
  }

  /** Counts one more login; answers whether it may be tried. */
  mayTry(address: string): boolean {
    const count = this.#count(address)
    if (count.all >= this.#limits.perMinute || count.failed >= this.#limits.failuresPerMinute) return false
    count.all++
    return true
  }

  failed(address: string): void {
    this.#count(address).failed++
  }

  #count(from: string): { all: number; failed: number } {
    const address = networkOf(from)
    const now = Math.floor(this.#clock() / minute)
    if (now !== this.#minute || this.#counts.size > mostAddresses) this.#counts = new Map()
    this.#minute = now
    const count = this.#counts.get(address) ?? { all: 0, failed: 0 }
    this.#counts.set(address, count)
    return count
  }
}
