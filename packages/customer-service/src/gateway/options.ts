import type { Server } from 'node:http'
import type { TlsOptions } from 'node:tls'
import type { Clock, Logger, Timers } from '@im-callback/core'
import type { CustomerCallbacks } from '../callbacks/judges.js'
import { type Int64, int64 } from '../domain/user.js'
import { checkPort, checkWord, shown } from '../options/check.js'
import { checkNames } from '../options/check-names.js'
import type { Authenticator } from '../ports/authenticator.js'
import type { MessageStore } from '../ports/message-store.js'
import type { PushSink } from '../ports/push-sink.js'
import type { Router } from '../ports/router.js'
import type { SellerAssignment } from '../ports/seller-assignment.js'
import { clientAddress } from './client-address.js'
import { checkLimits, type GatewayLimits } from './limits.js'

/** Where clients connect by TCP. */
export interface TcpOptions {
  /** Default 23000; 0 takes a free one. */
  readonly port?: number | undefined
  /** Default: every address of this machine. */
  readonly host?: string | undefined
  /** Certificate and key; without them the connection is not encrypted. */
  readonly tls?: TlsOptions | undefined
}

/** Where clients connect by WebSocket. */
export interface WebSocketOptions {
  /** Default 13891; 0 takes a free one. */
  readonly port?: number | undefined
  /** Default: every address of this machine. */
  readonly host?: string | undefined
  /** Default `/ws`. */
  readonly path?: string | undefined
  /** Certificate and key; without them the connection is not encrypted. */
  readonly tls?: TlsOptions | undefined
  /**
   * A server of yours to serve WebSockets on as well, so that pages need one port; instead of `port`, `host` and `tls`. It
   * stays yours to listen and to close. Upgrades on other paths are left to other listeners, if there are any.
   */
  readonly server?: Server | undefined
  /**
   * Addresses or networks of proxies of yours, like `127.0.0.1` or `10.0.0.0/8`: of what comes from them the client's address
   * is read from `X-Forwarded-For`. Limits of logins and the authenticator go by it. Default: none is trusted.
   */
  readonly trustedProxies?: readonly string[] | undefined
}

/** What a gateway is made of. */
export interface GatewayOptions {
  /** The app all sellers are in; above 0. Customers are in apps of their own. */
  readonly supportAppId: Int64
  /** Whose token this is. */
  readonly authenticator: Authenticator
  /** Where messages are kept. The caller closes it, after the gateway. */
  readonly store: MessageStore
  /** How nodes reach each other. Default: `localRouter()`, for one process. The caller closes it, after the gateway. */
  readonly router?: Router | undefined
  /** Where messages for absent users go. Default: nowhere. */
  readonly push?: PushSink | undefined
  /** Sees every message: `Customer.BeforeSendMessage` and `Customer.AfterSendMessage`. Default: no one does. */
  readonly callbacks?: CustomerCallbacks | undefined
  /** Chooses a seller where the customer has not. Default: messages without a seller are refused. */
  readonly assignment?: SellerAssignment | undefined
  /** Default: no TCP. */
  readonly tcp?: TcpOptions | undefined
  /** Default: no WebSocket. */
  readonly websocket?: WebSocketOptions | undefined
  /**
   * `'strict-silent'`: as the original server does, refusals are not answered, CUSTOMER_V2 is always stored, and of
   * two equal frames without a uuid both are. Default: version 2 clients are told why, and nothing is stored twice.
   */
  readonly compat?: 'strict-silent' | undefined
  /** `'notify'`: for clients of 2018 that know no METADATA, stored messages come by sync only. Default `'push'`. */
  readonly copies?: 'push' | 'notify' | undefined
  /** Whose kept sync key SYNC(0) begins from. Default `'user'`: the one all devices of a user share. */
  readonly syncKeys?: 'user' | 'device' | undefined
  /** Whether the sender's other connections see unpersistent messages, too. Default `'recipient'`: they do not. */
  readonly unpersistent?: 'recipient' | 'recipient and sender' | undefined
  readonly limits?: GatewayLimits | undefined
  /** Default `console`. */
  readonly logger?: Logger | undefined
  /** Default `Date.now`. */
  readonly clock?: Clock | undefined
  /** Default `setTimeout` and `clearTimeout`. */
  readonly timers?: Timers | undefined
}

const names: readonly (keyof GatewayOptions)[] = [
  'supportAppId',
  'authenticator',
  'store',
  'router',
  'push',
  'callbacks',
  'assignment',
  'tcp',
  'websocket',
  'compat',
  'copies',
  'syncKeys',
  'unpersistent',
  'limits',
  'logger',
  'clock',
  'timers',
]

const storeMethods = ['append', 'find', 'page', 'newest', 'syncKey', 'saveSyncKey']
const routerMethods = ['join', 'deliver', 'isOnline', 'onGap']

/** Throws with the option's name when one cannot mean anything. */
export function checkOptions(options: GatewayOptions): void {
  checkNames('createGateway', options, names)
  if (int64('supportAppId', options.supportAppId) <= 0n) {
    throw new RangeError(
      `createGateway: supportAppId is ${options.supportAppId}; give the app of your sellers, a number above 0.`,
    )
  }
  checkPort('createGateway: authenticator', options.authenticator, ['authenticate'])
  checkPort('createGateway: store', options.store, storeMethods)
  if (options.router !== undefined) checkPort('createGateway: router', options.router, routerMethods)
  if (options.push !== undefined) checkPort('createGateway: push', options.push, ['push'])
  if (options.callbacks !== undefined) checkCallbacks(options.callbacks)
  if (options.assignment !== undefined) checkPort('createGateway: assignment', options.assignment, ['assign'])
  checkWord('createGateway: compat', options.compat, ['strict-silent'])
  checkWord('createGateway: copies', options.copies, ['push', 'notify'])
  checkWord('createGateway: syncKeys', options.syncKeys, ['user', 'device'])
  checkWord('createGateway: unpersistent', options.unpersistent, ['recipient', 'recipient and sender'])
  checkLimits(options.limits ?? {})
  checkAddresses(options)
}

function checkCallbacks(callbacks: CustomerCallbacks): void {
  checkPort('createGateway: callbacks', callbacks, ['createEvent', 'handle'])
  if (callbacks.protocol.name === 'customer') return
  throw new TypeError(
    `createGateway: callbacks speaks ${callbacks.protocol.name}; ` +
      'give new CallbackHandler({ protocol: customer() }).',
  )
}

function checkAddresses({ tcp, websocket }: GatewayOptions): void {
  if (tcp === undefined && websocket === undefined) {
    throw new TypeError('createGateway: give tcp, websocket or both, such as { tcp: { port: 23000 } }.')
  }
  checkNames('createGateway: tcp', tcp ?? {}, ['port', 'host', 'tls'])
  checkNames('createGateway: websocket', websocket ?? {}, [
    'port',
    'host',
    'path',
    'tls',
    'server',
    'trustedProxies',
  ])
  for (const port of [tcp?.port, websocket?.port]) {
    if (port === undefined || (Number.isInteger(port) && port >= 0 && port < 65_536)) continue
    throw new RangeError(`createGateway: port is ${shown(port)}; give a whole number from 0 to 65535.`)
  }
  if (websocket?.server !== undefined) checkServer(websocket)
  clientAddress(websocket?.trustedProxies)
  const path = websocket?.path
  if (path !== undefined && !(typeof path === 'string' && path.startsWith('/'))) {
    throw new TypeError(
      `createGateway: websocket.path is ${shown(path)}; it begins with a slash, like "/ws".`,
    )
  }
}

function checkServer({ server, port, host, tls }: WebSocketOptions): void {
  checkPort('createGateway: websocket.server', server, ['on', 'off', 'address'])
  if (port === undefined && host === undefined && tls === undefined) return
  throw new TypeError('createGateway: websocket: give server, or port, host and tls; the server has its own.')
}
