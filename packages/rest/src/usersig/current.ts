import type { Clock, Timers } from '@im-callback/core'

/** Makes a signature that is valid for so many seconds from now on. */
export type Sign = (request: { identifier: string; expire: number }) => string | Promise<string>

interface Signed {
  readonly text: string
  readonly renewAt: number
  readonly endsAt: number
}

/** How a signature is kept current. */
export interface CurrentSigOptions {
  readonly sign: Sign
  readonly identifier: string
  /** Seconds each is valid. */
  readonly expire: number
  /** Milliseconds after which signing has failed. */
  readonly timeout: number
  readonly clock: Clock
  readonly timers: Timers
}

/** Renewed when a tenth of its time is left, but not sooner than five minutes before the end. */
const latestMargin = 300_000

/** Milliseconds between two attempts to replace a signature, when the platform refuses the new one or the signer fails. */
const pause = 10_000

/**
 * The signature that a client calls with: made when it is wanted, renewed before it ends. However many calls wait, one
 * signature is in the making.
 */
export class CurrentSig {
  readonly #sign: (() => Promise<string>) | undefined
  readonly #lifetime: number
  readonly #clock: Clock
  #signed: Signed | undefined
  #signing: Promise<string> | undefined
  #refusedAt = Number.NEGATIVE_INFINITY

  constructor(options: CurrentSigOptions | { text: string }) {
    if ('text' in options) {
      this.#signed = {
        text: options.text,
        renewAt: Number.POSITIVE_INFINITY,
        endsAt: Number.POSITIVE_INFINITY,
      }
      this.#lifetime = Number.POSITIVE_INFINITY
      this.#clock = Date.now
      return
    }
    const { sign, identifier, expire, clock } = options
    this.#sign = () => inTime(async () => sign({ identifier, expire }), options)
    this.#lifetime = expire * 1000
    this.#clock = clock
  }

  /** The signature to call with. Rejects when there is none and signing failed. */
  get(): string | Promise<string> {
    const now = this.#clock()
    if (this.#signed !== undefined && now < this.#signed.renewAt) return this.#signed.text
    const signing = this.#renew()
    if (this.#signed === undefined || now >= this.#signed.endsAt) return signing
    // While the old one holds nobody waits for the new one, and a signer that is out of order makes no call fail.
    signing.catch(() => this.#renewLater())
    return this.#signed.text
  }

  /**
   * The platform did not accept this signature: forgets it, unless another call has done so already.
   *
   * @returns whether there is another one to try, or one can be made
   */
  refuse(text: string): boolean {
    if (this.#sign === undefined) return false
    if (this.#signed?.text !== text) return true
    const elapsed = this.#clock() - this.#refusedAt
    if (elapsed >= 0 && elapsed < pause) return false
    this.#refusedAt = this.#clock()
    this.#signed = undefined
    return true
  }

  #renewLater(): void {
    if (this.#signed === undefined) return
    const renewAt = Math.min(this.#clock() + pause, this.#signed.endsAt)
    this.#signed = { ...this.#signed, renewAt }
  }

  #renew(): Promise<string> {
    this.#signing ??= this.#make().finally(() => {
      this.#signing = undefined
    })
    return this.#signing
  }

  async #make(): Promise<string> {
    const now = this.#clock()
    const text: unknown = await this.#sign?.()
    if (!isSig(text)) throw new TypeError('sign(…) did not answer a UserSig: letters, digits, *, - and _.')
    const margin = Math.min(latestMargin, this.#lifetime / 10)
    this.#signed = { text, renewAt: now + this.#lifetime - margin, endsAt: now + this.#lifetime }
    return text
  }
}

/** A signer that never answers would keep all calls waiting, since they share its answer. */
function inTime(sign: () => Promise<string>, { timeout, timers }: CurrentSigOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`sign(…) did not answer within ${timeout} ms.`))
    const timer = timers.set(late, timeout)
    sign()
      .then(resolve, reject)
      .finally(() => timers.clear(timer))
  })
}

/** Whether a text can be a UserSig, which has no character that a URL escapes. */
export const isSig = (text: unknown): text is string => typeof text === 'string' && /^[\w*-]+$/.test(text)
