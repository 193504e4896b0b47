import { isIoRedis, isNodeRedis } from './clients.js'
import type { SharedConnection } from './connection.js'
import { ioRedis } from './ioredis.js'
import { nodeRedis } from './node-redis.js'

/** The client as a connection; undefined when it is neither ioredis nor node-redis. */
export function sharedConnection(client: unknown): SharedConnection | undefined {
  if (typeof client !== 'object' || client === null) return undefined
  if (isIoRedis(client)) return ioRedis(client)
  return isNodeRedis(client) ? nodeRedis(client) : undefined
}
