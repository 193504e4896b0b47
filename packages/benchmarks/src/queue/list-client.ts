import type { RedisClient } from '@im-callback/redis'
import { Redis } from 'ioredis'
import { createClient } from 'redis'

export const libraries = ['ioredis', 'node-redis'] as const
export type Library = (typeof libraries)[number]

/** The three commands, as each library has them. */
export interface ListClient {
  readonly client: RedisClient
  push(key: string, value: string): Promise<unknown>
  /** The value; null after a second without one. */
  pop(key: string): Promise<string | null>
  close(): void
}

const connect: Record<Library, (url: string) => Promise<ListClient>> = {
  ioredis: async (url) => {
    const client = new Redis(url)
    return {
      client,
      push: (key, value) => client.rpush(key, value),
      pop: async (key) => (await client.blpop(key, 1))?.[1] ?? null,
      close: () => client.disconnect(),
    }
  },
  'node-redis': async (url) => {
    const client = createClient({ url })
    await client.connect()
    return {
      client,
      push: (key, value) => client.rPush(key, value),
      pop: async (key) => (await client.blPop(key, 1))?.element ?? null,
      close: () => client.destroy(),
    }
  },
}

export const key = 'benchmark'

/** A connection by the library, to the server, that this process was started for. */
export function openList(): Promise<ListClient> {
  const library = libraries.find((name) => name === process.env.BENCHMARK_LIBRARY) ?? 'ioredis'
  return connect[library](process.env.BENCHMARK_REDIS ?? '')
}
