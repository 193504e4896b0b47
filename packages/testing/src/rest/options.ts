import { type Clock, checkOptionNames, type Timers } from '@im-callback/core'

/** What a mock of Tencent's REST API can be told. */
export interface RestServerOptions {
  readonly sdkAppId: number
  /** The secret key UserSigs are signed with. */
  readonly secretKey: string
  /** Accounts that may call the API. Default `['administrator']`. */
  readonly admins?: readonly string[] | undefined
  /** Accounts there are beside the admins and what is imported. Default: everybody is one. */
  readonly accounts?: readonly string[] | undefined
  /** Time of messages, and of the end of UserSigs. Default `Date.now`. */
  readonly clock?: Clock | undefined
  /** What delayed answers wait by. Default `setTimeout` and `clearTimeout`. */
  readonly timers?: Timers | undefined
  /** How many days of history can be read. Default 7, as without a plan that has more. */
  readonly historyDays?: number | undefined
  /** Bytes of messages in one page of history. Default 13,312, as the service. */
  readonly pageBytes?: number | undefined
  /** Messages kept; past it the oldest are forgotten. Default 100,000. */
  readonly keepMessages?: number | undefined
  /** Requests kept in `requests`; past it the oldest are forgotten. Default 1,000. */
  readonly keepRequests?: number | undefined
}

/** The options with their defaults. */
export interface Settings extends Required<Omit<RestServerOptions, 'accounts'>> {
  readonly accounts: readonly string[] | undefined
}

/** `setTimeout` takes a longer delay for none at all. */
const longestTimer = 0x7fffffff

const systemTimers: Timers = {
  set: (callback, delay) => setTimeout(callback, Math.min(delay, longestTimer)),
  clear: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
}

const numbers = { historyDays: 7, pageBytes: 13_312, keepMessages: 100_000, keepRequests: 1000 } as const
const names = ['sdkAppId', 'secretKey', 'admins', 'accounts', 'clock', 'timers', ...Object.keys(numbers)]

/** @throws TypeError with the option's name when one cannot mean anything */
export function settingsOf(options: RestServerOptions): Settings {
  checkOptionNames('createRestServer', options, names)
  const { sdkAppId, secretKey, admins = ['administrator'], accounts, clock = Date.now } = options
  if (!Number.isSafeInteger(sdkAppId) || sdkAppId <= 0)
    throw new TypeError(`sdkAppId is ${String(sdkAppId)}; give the app's number, such as 1400000000.`)
  if (typeof secretKey !== 'string' || secretKey === '')
    throw new TypeError('secretKey is missing; give the text that UserSigs are signed with.')
  if (!Array.isArray(admins) || admins.length === 0)
    throw new TypeError('admins is empty; give the accounts that may call the API.')
  return {
    sdkAppId,
    secretKey,
    admins,
    accounts,
    clock,
    timers: options.timers ?? systemTimers,
    historyDays: numberOf(options, 'historyDays'),
    pageBytes: numberOf(options, 'pageBytes'),
    keepMessages: numberOf(options, 'keepMessages'),
    keepRequests: numberOf(options, 'keepRequests'),
  }
}

function numberOf(options: RestServerOptions, name: keyof typeof numbers): number {
  const value = options[name] ?? numbers[name]
  if (typeof value === 'number' && value > 0) return value
  throw new TypeError(`${name} is ${JSON.stringify(value)}; give a number above 0.`)
}
