import { warnOnce } from '../environment.js'
import { CallbackError } from '../errors.js'
import type { App } from '../protocol.js'
import type { Query } from '../receive/params.js'
import type { Clock } from '../time.js'
import { tokensOf } from './tokens.js'

/** Seconds that RequestTime may be off. The platform's own rule: "more than one minute" is refused. */
const windowSeconds = 60
/** Callbacks of one moment carry few different seconds; a stranger who sends others makes us hash, not remember. */
const rememberedSeconds = 16

const unsigned =
  'im-callback checks no signatures: anyone who knows the URL and the SDKAppID can send callbacks. ' +
  'Give tencent({ token }) or set IM_CALLBACK_TOKEN to the token of the console.'

/**
 * The signature: `Sign` is sha256 over token + the text of `RequestTime`, in hex. It does not cover the body.
 *
 * All requests of a second carry the same pair, so digests are remembered instead of made anew.
 *
 * @see https://cloud.tencent.com/document/product/269/1522
 */
export class SignatureCheck {
  readonly #clock: Clock
  readonly #seconds = new Map<string, Digests>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Answers the app when the request is signed as it must be; throws `signature_…` otherwise. */
  check(query: Query, app: App | undefined): App | undefined | Promise<App | undefined> {
    const tokens = tokensOf(app?.token)
    if (tokens.length === 0) {
      warnOnce('IM_CALLBACK_NO_TOKEN', unsigned)
      return app
    }
    const { sign, time } = this.#signed(query)
    const known = this.#digests(time)
    const digests = tokens.map((token) => digest(known, token, time))
    if (digests.every((digest) => typeof digest === 'string')) return verified(app, sign, digests)
    return Promise.all(digests).then((made) => verified(app, sign, made))
  }

  /** Sign and RequestTime, well-formed and fresh: for stale ones nothing is hashed. */
  #signed(query: Query): { sign: string; time: string } {
    const sign = query.get('Sign')
    const time = query.get('RequestTime')
    if (!sign || !time) throw new CallbackError('signature_missing', 'Sign and RequestTime are required.')
    if (!/^\d{1,12}$/.test(time) || sign.length !== 64) {
      throw new CallbackError('signature_invalid', 'Sign or RequestTime is malformed.')
    }
    const now = Math.floor(this.#clock() / 1000)
    if (Math.abs(now - Number(time)) > windowSeconds) {
      throw new CallbackError(
        'signature_expired',
        `RequestTime is more than ${windowSeconds} s off the clock here.`,
      )
    }
    return { sign: sign.toLowerCase(), time }
  }

  #digests(time: string): Digests {
    const known = this.#seconds.get(time)
    if (known !== undefined) return known
    const digests: Digests = new Map()
    this.#seconds.set(time, digests)
    const oldest = this.#seconds.keys().next()
    if (this.#seconds.size > rememberedSeconds && !oldest.done) this.#seconds.delete(oldest.value)
    return digests
  }
}

/** The digests of one second, by token. */
type Digests = Map<string, string | Promise<string>>

function digest(digests: Digests, token: string, time: string): string | Promise<string> {
  const known = digests.get(token)
  if (known !== undefined) return known
  const made = sha256(token + time)
  digests.set(token, made)
  made.then(
    (hex) => digests.set(token, hex),
    () => digests.delete(token),
  )
  return made
}

/** Compares with every token, whether or not one has fitted already. */
function verified(app: App | undefined, sign: string, digests: readonly string[]): App | undefined {
  let fits = false
  for (const digest of digests) fits = sameText(sign, digest) || fits
  if (fits) return app
  throw new CallbackError('signature_invalid', 'Sign does not fit the token of this app.')
}

/** Equality in a time that does not depend on where two texts of one length differ. */
function sameText(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let at = 0; at < b.length; at++) difference |= a.charCodeAt(at) ^ b.charCodeAt(at)
  return difference === 0
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The signature the platform puts on a request: for simulators and tests. */
export function tencentSign(token: string, requestTime: number | string): Promise<string> {
  return sha256(token + String(requestTime))
}
