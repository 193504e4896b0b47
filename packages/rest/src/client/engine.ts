import type { Clock, Timers } from '@im-callback/core'
import { toAppId } from '../usersig/app-id.js'
import { CurrentSig } from '../usersig/current.js'
import { isCount, isIdentifier } from '../usersig/document.js'
import { UserSig } from '../usersig/usersig.js'
import { checkOptions } from './check-options.js'
import { Hosts } from './hosts.js'
import { originsOf, type TencentRestOptions } from './options.js'
import { RateLimits } from './rate-limit.js'
import { ratesOf } from './rates.js'
import { type RestRetryPolicy, retryPolicy } from './retry.js'

/** What calls work with: the options, complete. */
export interface Engine {
  /** Who calls, as the query has it. */
  readonly caller: string
  readonly sig: CurrentSig
  readonly hosts: Hosts
  readonly limits: RateLimits | undefined
  readonly timeout: number
  readonly retry: RestRetryPolicy
  readonly retryUnsafe: boolean
  readonly legacyFields: boolean
  readonly messageLimit: number
  readonly fetch: typeof fetch
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
}

export function createEngine(options: TencentRestOptions): Engine {
  checkOptions(options)
  const { clock = Date.now, timers = systemTimers, timeout = 10_000 } = options
  const { identifier = 'administrator', rateLimit = {} } = options
  if (!isIdentifier(identifier)) {
    throw new TypeError(
      'TencentRest: identifier is the id of an administrator account, such as "administrator".',
    )
  }
  const sdkAppId = toAppId('TencentRest', options.sdkAppId)
  const longestWait = rateLimit === false ? 0 : (rateLimit.maxWait ?? 10_000)
  return {
    caller: `sdkappid=${sdkAppId}&identifier=${encodeURIComponent(identifier)}`,
    sig: sigOf(options, { sdkAppId, identifier, timeout, clock, timers }),
    hosts: new Hosts(originsOf(options), clock),
    limits: rateLimit === false ? undefined : new RateLimits({ clock, longestWait, rates: ratesOf }),
    timeout,
    retry: retryPolicy(options.retry),
    retryUnsafe: options.retryUnsafe ?? false,
    legacyFields: options.legacyFields ?? false,
    messageLimit: options.messageLimit ?? 8192,
    // Looked up for each call: tests and tracers put their own in its place.
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    clock,
    timers,
    random: options.random ?? Math.random,
  }
}

/** `setTimeout` takes a longer delay for none at all. */
const longestTimer = 0x7fffffff

const systemTimers: Timers = {
  set: (callback, delay) => setTimeout(callback, Math.min(delay, longestTimer)),
  clear: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
}

function sigOf(
  { secretKey, sign, userSig, userSigExpire: expire = 86_400 }: TencentRestOptions,
  parts: Pick<Engine, 'timeout' | 'clock' | 'timers'> & { sdkAppId: number; identifier: string },
): CurrentSig {
  if (userSig !== undefined) return new CurrentSig({ text: userSig })
  if (!isCount(expire)) throw new TypeError(`userSigExpire is ${expire}; give whole seconds, 1 or more.`)
  if (sign !== undefined) return new CurrentSig({ ...parts, sign, expire })
  const { sdkAppId, clock } = parts
  const signer = new UserSig({ sdkAppId, secretKey: secretKey ?? '', clock })
  return new CurrentSig({ ...parts, sign: ({ identifier }) => signer.sign(identifier, { expire }), expire })
}

/** An unsigned 32-bit number. */
export function u32({ random }: Pick<Engine, 'random'>): number {
  return Math.floor(random() * 0x1_0000_0000)
}

/** Draws identities for messages: `MsgSeq` goes up, so that messages of one second keep their order. */
export function identities(engine: Engine): () => { MsgRandom: number; MsgSeq: number } {
  let seq = u32(engine)
  return () => {
    seq = (seq + 1) >>> 0
    return { MsgRandom: u32(engine), MsgSeq: seq }
  }
}
