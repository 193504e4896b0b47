import { Redis } from 'ioredis'
import { createClient } from 'redis'
import { createClient as createClient5 } from 'redis-5'
import type { NodeRedisClient, RedisClient } from '../../src/index.js'

/** A client under test, and how it ends. */
export interface OpenClient {
  readonly client: RedisClient
  end(): Promise<void>
}

/** Answers commands whatever the client, for tests to look into Redis. */
export function send(client: RedisClient, command: string, ...args: string[]): Promise<unknown> {
  return 'call' in client ? client.call(command, ...args) : client.sendCommand([command, ...args])
}

async function ioredis(url: string): Promise<OpenClient> {
  const client = new Redis(url, { disconnectTimeout: 50 })
  client.on('error', () => undefined)
  return { client, end: async () => client.disconnect() }
}

async function nodeRedis6(url: string): Promise<OpenClient> {
  const client = createClient({ url })
  client.on('error', () => undefined)
  await client.connect()
  return { client, end: async () => destroy(client) }
}

async function nodeRedis5(url: string): Promise<OpenClient> {
  const client = createClient5({ url })
  client.on('error', () => undefined)
  await client.connect()
  return { client, end: async () => destroy(client) }
}

function destroy(client: NodeRedisClient): void {
  if (client.isOpen) client.destroy()
}

/** The libraries, as an app would make their clients. */
export const libraries: Readonly<Record<string, (url: string) => Promise<OpenClient>>> = {
  'ioredis 6': ioredis,
  'node-redis 6': nodeRedis6,
  'node-redis 5': nodeRedis5,
}

/**
 * Those that come back after every restart of a server. node-redis 5 can stop trying when the server dies while they greet each
 * other: https://github.com/redis/node-redis/issues/3346, mended in 6.2.
 */
export const persistent = Object.keys(libraries).filter((name) => name !== 'node-redis 5')
