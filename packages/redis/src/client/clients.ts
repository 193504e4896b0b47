/** What is needed of an ioredis client (tested with version 6): `new Redis(…)` or `new Cluster(…)`. */
export interface IoRedisClient {
  readonly status: string
  readonly isCluster?: boolean
  call(command: string, ...args: (string | number)[]): Promise<unknown>
  connect(): Promise<unknown>
  disconnect(): void
  duplicate(override?: object): IoRedisClient
  on(event: string, listener: (...args: unknown[]) => void): unknown
  off(event: string, listener: (...args: unknown[]) => void): unknown
}

/** What is needed of a client of node-redis (npm `redis`, tested with versions 5 and 6): `createClient(…)`. */
export interface NodeRedisClient {
  readonly isOpen: boolean
  readonly isReady: boolean
  readonly options?: { readonly socket?: object | undefined } | undefined
  sendCommand(args: readonly string[]): Promise<unknown>
  connect(): Promise<unknown>
  destroy(): void
  duplicate(override?: object): NodeRedisClient
  on(event: string, listener: (...args: unknown[]) => void): unknown
  off(event: string, listener: (...args: unknown[]) => void): unknown
}

/** A client that knows commands and can open more connections: ioredis or node-redis. */
export type RedisClient = IoRedisClient | NodeRedisClient

/**
 * The three commands the original Go library asks of a cache, for clients that are neither ioredis nor node-redis.
 *
 * @example
 * ```ts
 * import { type ListCommands, ListQueue } from '@im-callback/redis'
 *
 * declare const pool: { exec(...command: (string | number)[]): Promise<unknown> }
 *
 * const client: ListCommands = {
 *   blpop: (key, timeoutSeconds) => pool.exec('BLPOP', key, timeoutSeconds),
 *   rpush: (key, value) => pool.exec('RPUSH', key, value),
 *   llen: (key) => pool.exec('LLEN', key),
 * }
 * export const queue = new ListQueue({ client, key: 'callbacks' })
 * ```
 */
export interface ListCommands {
  /** Answers what Redis answers, `[key, value]` or null after `timeoutSeconds`; or the value alone. */
  blpop(key: string, timeoutSeconds: number): Promise<unknown>
  rpush(key: string, value: string): Promise<unknown>
  llen(key: string): Promise<unknown>
}

export function isIoRedis(client: object): client is IoRedisClient {
  return has(client, 'call') && 'status' in client
}

export function isNodeRedis(client: object): client is NodeRedisClient {
  return has(client, 'sendCommand') && 'isReady' in client && has(client, 'destroy')
}

export function isListCommands(client: object): client is ListCommands {
  return has(client, 'blpop') && has(client, 'rpush') && has(client, 'llen')
}

const has = (client: object, method: string) =>
  typeof (client as Readonly<Record<string, unknown>>)[method] === 'function'
