import type { Clock, Timers } from '@im-callback/core'
import type { UserLike } from '../domain/user.js'
import { checkCallable, checkKnown, checkPort, checkPositive, checkWord, shown } from '../options/check.js'
import { writeAuthToken } from '../wire/auth-token.js'
import type { Connect } from './transport.js'
import { type WebSocketClass, webSocket } from './websocket.js'

/** Where a client keeps what it has seen, over restarts. */
export interface KeyStorage {
  /** The sync key of the last time; undefined when there is none. */
  load(): bigint | undefined | Promise<bigint | undefined>
  /** Called for every new key. */
  save(key: bigint): void | Promise<void>
}

export interface ClientOptions {
  /** Address of the gateway's WebSocket, such as `wss://chat.example.com/ws`. Give this or `connect`. */
  readonly url?: string | undefined
  /** The class for `url`. Default: the global `WebSocket`, which browsers and Node.js 22 have. */
  readonly WebSocket?: WebSocketClass | undefined
  /** Another way to connect: `tcp(…)` of `@im-callback/customer-service/tcp`. */
  readonly connect?: Connect | undefined
  /** Who logs in. */
  readonly user: UserLike
  /** The token, or a function that is asked before every login. */
  readonly token: string | (() => string | Promise<string>)
  /** 1 iOS, 2 Android, 3 web, 4 server. Default 3. */
  readonly platform?: number | undefined
  /** A name this device keeps: resends after a restart are known by it. Default empty. */
  readonly deviceId?: string | undefined
  /** Keeps what this client has seen. Default: nothing does, and every new client begins as `from` says. */
  readonly keys?: KeyStorage | undefined
  /**
   * Where a client begins that has no key of its own: `'kept'`, behind what the server has noted for the user, which is what
   * any device has seen; or `'beginning'`, with the first message of the queue. Default `'kept'`.
   */
  readonly from?: 'kept' | 'beginning' | undefined
  /** Milliseconds until a message without an ACK is sent again. Default 5,000. */
  readonly ackTime?: number | undefined
  /** Milliseconds between two PINGs; twice as long without a frame ends the connection. Default 60,000. */
  readonly pingTime?: number | undefined
  /** Milliseconds before the first attempt to connect again; doubles with each further one. Default 500. */
  readonly minDelay?: number | undefined
  /** Upper limit of that delay. Default 30,000. */
  readonly maxDelay?: number | undefined
  /** Messages that may wait for their ACK; further ones are refused. Default 1,000. */
  readonly maxPending?: number | undefined
  /** Default `Date.now`. */
  readonly clock?: Clock | undefined
  /** Default `setTimeout` and `clearTimeout`. */
  readonly timers?: Timers | undefined
  /** Default `Math.random`. */
  readonly random?: (() => number) | undefined
}

const numbers = ['platform', 'ackTime', 'pingTime', 'minDelay', 'maxDelay', 'maxPending'] as const
const names: readonly (keyof ClientOptions)[] = [
  'url',
  'WebSocket',
  'connect',
  'user',
  'token',
  'deviceId',
  'keys',
  'from',
  'clock',
  'timers',
  'random',
  ...numbers,
]

export function checkClientOptions(options: ClientOptions): void {
  checkKnown('createClient', options, names)
  checkWord('createClient: from', options.from, ['kept', 'beginning'])
  checkPositive('createClient', options, numbers)
  if ((options.url === undefined) === (options.connect === undefined)) {
    throw new TypeError('createClient: give url or connect, one of the two.')
  }
  const { url, connect, WebSocket } = options
  if (url !== undefined && !/^wss?:\/\/[^/]/.test(url)) {
    throw new TypeError(`createClient: url is ${shown(url)}; it begins with ws:// or wss://.`)
  }
  checkCallable('createClient: connect', connect, 'a function, such as tcp({ host, port })')
  checkCallable('createClient: WebSocket', WebSocket, 'a class, such as the WebSocket of ws')
  checkLogin(options)
  if (options.keys !== undefined) checkPort('createClient: keys', options.keys, ['load', 'save'])
}

function checkLogin({ token, deviceId = '' }: ClientOptions): void {
  if (typeof token !== 'string' && typeof token !== 'function') {
    throw new TypeError('createClient: token is text, or a function that answers it.')
  }
  if (token === '') throw new TypeError('createClient: token is empty; no one can log in with that.')
  // Throws when one of them is too long.
  writeAuthToken({ platform: 0, token: typeof token === 'string' ? token : '', deviceId })
}

export const connectOf = ({ url, WebSocket, connect }: ClientOptions): Connect =>
  connect ?? webSocket(url ?? '', WebSocket)

export const systemTimers: Timers = {
  set: (callback, delay) => setTimeout(callback, delay),
  clear: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
}
