import { Redis, type RedisOptions } from 'ioredis'

/**
 * A client of ioredis, `Redis` or `Cluster`, of any version BullMQ works with: what is used of it. It serves as a
 * pattern: the queue opens connections like it, and leaves the client itself alone.
 */
export interface RedisClient {
  readonly status: string
  readonly isCluster: boolean
  readonly options: object
  duplicate(...overrides: (object | undefined)[]): RedisClient
  on(event: string, listener: (error: Error) => void): unknown
  once(event: string, listener: () => void): unknown
  info(section: string): Promise<string>
  hdel(key: string, ...fields: string[]): Promise<number>
  connect(): Promise<void>
  disconnect(): void
}

/** Where Redis is: a URL, options of ioredis, or a client to take as a pattern. */
export type Connection = string | RedisOptions | RedisClient

/** What a kind of connection needs to be reliable: it wins over what was given. */
interface Needs {
  readonly enableOfflineQueue: boolean
  readonly maxRetriesPerRequest: number | null
  readonly socketTimeout: number
}

/**
 * Fails at once when the connection is gone, as an HTTP request wants it: BullMQ's own advice for producers. Commands
 * on their way are not sent again, or a job could be stored twice. A server that answers nothing for five seconds counts
 * as gone: what waits for it would pile up.
 */
const producer: Needs = { enableOfflineQueue: false, maxRetriesPerRequest: 0, socketTimeout: 5000 }

/**
 * Waits for the connection to come back, however long, as BullMQ demands it of workers. Waiting for a job, BullMQ hears
 * from the server every ten seconds at the least.
 */
const worker: Needs = { enableOfflineQueue: true, maxRetriesPerRequest: null, socketTimeout: 30_000 }

/** Milliseconds ioredis keeps the process alive at a disconnect when the connection is gone already. */
const disconnectTimeout = 200

export const openProducer = (connection: Connection): RedisClient => open(connection, producer)

/** With the clients that BullMQ makes from it, among them the one that waits for jobs. */
export function openWorker(connection: Connection): { client: RedisClient; clients: RedisClient[] } {
  const client = open(connection, worker)
  const clients = [client]
  const duplicate = client.duplicate.bind(client)
  client.duplicate = (...overrides) => {
    const copy = duplicate(...overrides)
    // BullMQ tells of errors as long as it uses a client; afterwards no one wants to know.
    copy.on('error', noop)
    clients.push(copy)
    return copy
  }
  return { client, clients }
}

/** For good, from whatever state, and without leaving timers or commands that wait behind. */
export function disconnect(client: RedisClient): void {
  // At a client that has ended ioredis would start a timer.
  if (client.status === 'end') return
  const isBetweenConnections = client.status === 'reconnecting' && !client.isCluster
  client.disconnect()
  if (!isBetweenConnections) return
  // There ioredis only stops reconnecting; commands go on waiting until an attempt to connect has failed.
  client.connect().catch(noop)
  client.disconnect()
}

export const isClient = (connection: Connection): connection is RedisClient =>
  typeof connection === 'object' && 'duplicate' in connection && typeof connection.duplicate === 'function'

function open(connection: Connection, needs: Needs): RedisClient {
  const all = { ...needs, lazyConnect: false, commandTimeout: undefined, disconnectTimeout }
  if (typeof connection === 'string') return new Redis(connection, { ...all, retryStrategy: untiring() })
  if (!isClient(connection)) {
    return new Redis({ ...connection, ...all, retryStrategy: untiring(connection.retryStrategy) })
  }
  if (!connection.isCluster) {
    const { retryStrategy }: RedisOptions = connection.options
    return connection.duplicate({ ...all, retryStrategy: untiring(retryStrategy) })
  }
  const { enableOfflineQueue, lazyConnect, ...ofNodes } = all
  return connection.duplicate([], { enableOfflineQueue, lazyConnect, redisOptions: ofNodes })
}

const longestDelay = 2000

/** A queue never gives up a store, even when the strategy it was given does. */
function untiring(given?: RedisOptions['retryStrategy']) {
  return (times: number): number => {
    const delay = given?.(times)
    return typeof delay === 'number' ? delay : Math.min(times * 50, longestDelay)
  }
}

const noop = () => undefined
