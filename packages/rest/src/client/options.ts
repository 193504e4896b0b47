import type { Clock, Timers } from '@im-callback/core'
import { type Region, regions } from '../generated/regions.js'
import type { Sign } from '../usersig/current.js'
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
  /** One of your own has to heed `signal`: time limits end requests by it. Default: the global `fetch`. */
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
  /** Milliseconds a call may wait; it fails at once when its turn is further off. 0: none waits. Default 10,000. */
  readonly maxWait?: number | undefined
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
