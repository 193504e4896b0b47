import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { BullMqQueue } from '@im-callback/bullmq'
import type { CallbackQueue, DedupeStore } from '@im-callback/core'
import { redisDedupe } from '@im-callback/redis'
import { SqliteQueue } from '@im-callback/sqlite'
import { Redis } from 'ioredis'

export interface Stores {
  /** For people: where events wait. */
  readonly place: string
  readonly queue: CallbackQueue
  /** Remembers what was answered and handled, for all processes. */
  readonly dedupe: DedupeStore | undefined
  /** Ends what the queue does not end itself. */
  close(): void
}

/** One machine: a file. Several: the Redis that IM_REDIS_URL names. */
export function openStores(folder: string, redisUrl: string | undefined): Stores {
  if (redisUrl) return onRedis(redisUrl)
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'queue.sqlite')
  return { place: file, queue: new SqliteQueue({ file }), dedupe: undefined, close: () => undefined }
}

function onRedis(url: string): Stores {
  const queue = new BullMqQueue({ connection: url, name: 'im-archive' })
  const client = new Redis(url)
  client.on('error', (error) => console.error(`Redis: ${error.message}`))
  return {
    place: withoutPassword(url),
    queue,
    dedupe: redisDedupe({ client }),
    close: () => client.disconnect(),
  }
}

/** For the screen: the address alone. */
function withoutPassword(url: string): string {
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`
}
