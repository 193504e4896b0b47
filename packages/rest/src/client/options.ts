import { type Clock, checkOptionNames, type Timers } from '@im-callback/core'
import { type Region, regions } from '../generated/regions.js'
import { isSig, type Sign } from '../usersig/current.js'
import type { Origins } from './hosts.js'
import type { RestRetryOptions } from './retry.js'

/** What a {@link TencentRest} is told. */
export interface TencentRestOptions {
  /** Your SDKAppID. */
  readonly sdkAppId: number | string
  /** The app's secret key from the console. Or give `sign`, or `userSig`. */
  readonly secretKey?: string | undefined
  /** Signs in place of the key, which may then live elsewhere. `expire` is `userSigExpire`. */
  readonly sign?: Sign | undefined
  /** A signature made beforehand. It is not renewed: when it ends, calls fail. */
  readonly userSig?: string | undefined
  /** Seconds each signature is valid; a new one is made when a tenth of it is left, at the latest five minutes. Default 86,400. */
  readonly userSigExpire?: number | undefined
  /** An administrator account of the app. Default `'administrator'`. */
  readonly identifier?: string | undefined
  /** The region of the app. Default `'china'`. */
  readonly region?: Region | undefined
  /** Scheme and host in place of `region`, such as a proxy or a server of a test: `'http://127.0.0.1:8080'`. */
  readonly baseUrl?: string | undefined
  /** Turned to when the first host cannot be reached. Default: that of `region`; none with `baseUrl`. */
  readonly backupUrl?: string | undefined
  /** Milliseconds for each attempt; the platform itself gives up after 3,000. Default 10,000. */
  readonly timeout?: number | undefined
  /** When and how often a call is sent again; `false`: never. */
  readonly retry?: RestRetryOptions | false | undefined
  /**
   * Send again also what the platform may have done already, such as a message to which no answer came. It may then be
   * there twice. Default false.
   */
  readonly retryUnsafe?: boolean | undefined
  /** Holds calls to the limits of their endpoints. `false`: leaves that to the platform. */
  readonly rateLimit?: RateLimitOptions | false | undefined
  /** Sends the older field names, as earlier SDKs do: see {@link TencentRest}. Default false. */
  readonly legacyFields?: boolean | undefined
  /** Most bytes of a `MsgBody` as JSON; some plans allow more. Default 8,192. */
  readonly messageLimit?: number | undefined
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch | undefined
  /** Default `Date.now`. */
  readonly clock?: Clock | undefined
  /** Default `setTimeout` and `clearTimeout`. */
  readonly timers?: Timers | undefined
  /** From 0 to just below 1. Default `Math.random`. */
  readonly random?: (() => number) | undefined
}

/** How calls wait for their turn. */
export interface RateLimitOptions {
  /** Milliseconds a call may wait; it fails at once when its turn is further off. Default 10,000. */
  readonly maxWait?: number | undefined
}

const names: readonly (keyof TencentRestOptions)[] = [
  'sdkAppId',
  'secretKey',
  'sign',
  'userSig',
  'userSigExpire',
  'identifier',
  'region',
  'baseUrl',
  'backupUrl',
  'timeout',
  'retry',
  'retryUnsafe',
  'rateLimit',
  'legacyFields',
  'messageLimit',
  'fetch',
  'clock',
  'timers',
  'random',
]

/** Throws with the option's name when one cannot mean anything. No message repeats a key or a signature. */
export function checkOptions(options: TencentRestOptions): void {
  checkOptionNames('TencentRest', options, names)
  const given = (['secretKey', 'sign', 'userSig'] as const).filter((name) => options[name] !== undefined)
  if (given.length !== 1) {
    const what = given.length === 0 ? 'nothing to sign with' : given.join(' and ')
    throw new TypeError(`TencentRest has ${what}; give one of secretKey, sign and userSig.`)
  }
  if (options.userSig !== undefined && !isSig(options.userSig)) {
    throw new TypeError('TencentRest: userSig is none; it has letters, digits, *, - and _ only.')
  }
  checkFunctions(options)
  for (const name of ['timeout', 'messageLimit', 'userSigExpire'] as const) checkAbove0(name, options[name])
  const { region, baseUrl } = options
  if (region !== undefined && baseUrl !== undefined) {
    throw new TypeError('TencentRest has region and baseUrl; give the one that is meant.')
  }
  if (region !== undefined && !Object.hasOwn(regions, region)) {
    throw new TypeError(
      `region is ${JSON.stringify(region)}; give one of ${Object.keys(regions).join(', ')}.`,
    )
  }
  if (options.rateLimit) {
    checkOptionNames('rateLimit', options.rateLimit, ['maxWait'])
    checkAbove0('rateLimit.maxWait', options.rateLimit.maxWait)
  }
}

function checkFunctions(options: TencentRestOptions): void {
  for (const name of ['sign', 'fetch', 'clock', 'random'] as const) {
    if (options[name] === undefined || typeof options[name] === 'function') continue
    throw new TypeError(`TencentRest: ${name} is a ${typeof options[name]}; give a function.`)
  }
}

/** Also for what a single call is told. */
export function checkAbove0(name: string, value: unknown): void {
  if (value === undefined || (typeof value === 'number' && value > 0)) return
  throw new TypeError(`${name} is ${JSON.stringify(value)}; give a number above 0.`)
}

/** The hosts to call, first the one to prefer. */
export function originsOf({ region = 'china', baseUrl, backupUrl }: TencentRestOptions): Origins {
  const [host, backup] = regions[region]
  const first = baseUrl === undefined ? `https://${host}` : originOf('baseUrl', baseUrl)
  if (backupUrl !== undefined) return [first, originOf('backupUrl', backupUrl)]
  return baseUrl === undefined ? [first, `https://${backup}`] : [first]
}

/** Without the slash at the end. The signature goes there: plain HTTP is for loopback and for networks of one's own. */
function originOf(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url?.username === '' && url.password === '' && url.search === '' && url.hash === ''
  if (url === undefined || !isPlain || !/^https?:$/.test(url.protocol)) {
    throw new TypeError(
      `${name} is no address to call; give scheme and host, such as "https://console.tim.qq.com".`,
    )
  }
  return url.origin + url.pathname.replace(/\/+$/, '')
}
