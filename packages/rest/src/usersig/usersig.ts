import { type Clock, checkOptionNames } from '@im-callback/core'
import { toAppId } from './app-id.js'
import { fromBase64, toBase64 } from './base64.js'
import { isCount, isIdentifier, pack, signedText, unpack } from './document.js'
import { type RoomAccess, roomBytes } from './room.js'

/** Whose signatures {@link UserSig} makes and checks. */
export interface UserSigOptions {
  /** Your SDKAppID. */
  readonly sdkAppId: number | string
  /** The app's secret key from the console, as it stands there. */
  readonly secretKey: string
  /** Default `Date.now`. */
  readonly clock?: Clock | undefined
}

/** How to sign; see {@link UserSig.sign}. */
export interface SignOptions {
  /** Seconds the signature is valid. Default 86,400: a day. */
  readonly expire?: number | undefined
  /** What {@link UserSig.userbuf} made, for the PrivateMapKey of a TRTC room. */
  readonly userbuf?: Uint8Array | undefined
}

/** What a signature has to be; see {@link UserSig.verify}. */
export interface ExpectedSig {
  readonly identifier: string
  /** The userbuf it must carry. Default: none. */
  readonly userbuf?: Uint8Array | undefined
}

/** What {@link UserSig.verify} found. */
export type VerifiedSig =
  | {
      readonly valid: true
      /** Unix seconds. */
      readonly issuedAt: number
      /** Unix seconds; from then on it is refused. */
      readonly expiresAt: number
    }
  | {
      readonly valid: false
      /** The first thing found wrong. `signature`: made with another key, or altered. */
      readonly reason: 'malformed' | 'identifier' | 'app' | 'signature' | 'userbuf' | 'expired'
    }

/**
 * Signatures that let an account sign in, and a server call the REST API (TLSSigAPIv2). The key stays inside: it is not a
 * member, and printing the object does not show it.
 *
 * @see https://cloud.tencent.com/document/product/269/32688
 * @example
 * ```ts
 * import { UserSig } from '@im-callback/rest'
 *
 * const userSig = new UserSig({ sdkAppId: 1400000000, secretKey: process.env.IM_SECRET_KEY ?? '' })
 * const text = await userSig.sign('alice', { expire: 7 * 86_400 })
 * const found = await userSig.verify(text, { identifier: 'alice' })
 * console.log(found.valid ? found.expiresAt : found.reason)
 * ```
 */
export class UserSig {
  /** The app these signatures are for. */
  readonly sdkAppId: number
  readonly #clock: Clock
  readonly #secretKey: string
  #key: Promise<Key> | undefined

  /** @throws TypeError when the app id or the key is missing or malformed */
  constructor(options: UserSigOptions) {
    checkOptionNames('UserSig', options, ['sdkAppId', 'secretKey', 'clock'])
    const { sdkAppId, secretKey, clock = Date.now } = options
    if (typeof secretKey !== 'string' || secretKey === '') {
      throw new TypeError(
        'UserSig: secretKey is empty; copy it from the console, where the app shows it as the key.',
      )
    }
    this.sdkAppId = toAppId('UserSig', sdkAppId)
    this.#secretKey = secretKey
    this.#clock = clock
  }

  /**
   * Signs for an account.
   *
   * @throws TypeError when the id is empty or has control characters, or `expire` is no whole number above 0
   */
  async sign(identifier: string, options: SignOptions = {}): Promise<string> {
    checkOptionNames('sign', options, ['expire', 'userbuf'])
    const { expire = day } = options
    const time = this.#now()
    const userbuf = options.userbuf === undefined ? undefined : toBase64(options.userbuf)
    const unsigned = {
      identifier: checkedId(identifier),
      sdkAppId: this.sdkAppId,
      time,
      expire: seconds(expire),
      userbuf,
    }
    const bytes = await crypto.subtle.sign('HMAC', await this.#imported(), encode(signedText(unsigned)))
    return pack({ ...unsigned, sig: toBase64(new Uint8Array(bytes)) })
  }

  /**
   * Checks a signature that came from outside. Any text will do: what is wrong with it is the answer, not an exception.
   */
  async verify(text: string, expected: ExpectedSig): Promise<VerifiedSig> {
    checkOptionNames('verify', expected, ['identifier', 'userbuf'])
    const found = await unpack(text)
    if (found === undefined) return refused('malformed')
    if (found.identifier !== expected.identifier) return refused('identifier')
    if (found.sdkAppId !== this.sdkAppId) return refused('app')
    const sig = fromBase64(found.sig) ?? new Uint8Array()
    // Compares in constant time.
    const isOurs = await crypto.subtle.verify('HMAC', await this.#imported(), sig, encode(signedText(found)))
    if (!isOurs) return refused('signature')
    const userbuf = expected.userbuf === undefined ? undefined : toBase64(expected.userbuf)
    if (found.userbuf !== userbuf) return refused('userbuf')
    const expiresAt = found.time + found.expire
    return this.#now() < expiresAt ? { valid: true, issuedAt: found.time, expiresAt } : refused('expired')
  }

  /**
   * The userbuf that lets an account into a TRTC room: give it to {@link UserSig.sign}, whose result is then the
   * PrivateMapKey.
   *
   * @throws TypeError when a number is no unsigned 32-bit one
   * @example
   * ```ts
   * import { RoomPrivilege, UserSig } from '@im-callback/rest'
   *
   * const userSig = new UserSig({ sdkAppId: 1400000000, secretKey: process.env.IM_SECRET_KEY ?? '' })
   * const privileges = RoomPrivilege.Join + RoomPrivilege.ReceiveVideo
   * const userbuf = userSig.userbuf('alice', { room: 10000, privileges, expire: 300 })
   * const privateMapKey = await userSig.sign('alice', { expire: 300, userbuf })
   * ```
   */
  userbuf(identifier: string, access: RoomAccess): Uint8Array<ArrayBuffer> {
    checkOptionNames('userbuf', access, ['room', 'privileges', 'expire'])
    const endsAt = this.#now() + seconds(access.expire ?? day)
    return roomBytes({ identifier: checkedId(identifier), sdkAppId: this.sdkAppId, endsAt }, access)
  }

  #now(): number {
    return Math.floor(this.#clock() / 1000)
  }

  /** Imported once. The key is used as text, although it looks like hexadecimal digits. */
  #imported(): Promise<Key> {
    this.#key ??= crypto.subtle.importKey(
      'raw',
      encode(this.#secretKey),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign', 'verify'],
    )
    return this.#key
  }
}

type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>

const day = 86_400
const encode = (text: string) => new TextEncoder().encode(text)
const refused = (reason: Extract<VerifiedSig, { valid: false }>['reason']): VerifiedSig => ({
  valid: false,
  reason,
})

function checkedId(identifier: string): string {
  if (isIdentifier(identifier)) return identifier
  throw new TypeError('A UserSig is for an account: give its id, not empty and without control characters.')
}

function seconds(expire: number): number {
  if (isCount(expire) && expire > 0) return expire
  throw new TypeError(`expire is ${expire}; give whole seconds, 1 or more.`)
}
