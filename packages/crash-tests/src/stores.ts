import { BullMqQueue } from '@im-callback/bullmq'
import type { CallbackQueue, DedupeStore, Logger } from '@im-callback/core'
import { ListQueue, redisDedupe } from '@im-callback/redis'
import { SqliteQueue } from '@im-callback/sqlite'
import { Redis } from 'ioredis'
import type { ServerConfig } from './config.js'

/** Servers live for half a second here: what a dead one held is free again after as little as the queues allow. */
const listLease = 500
const bullMqLease = 1000
const lock = 500

export function openQueue({ kind, store }: ServerConfig, logger: Logger): CallbackQueue {
  switch (kind) {
    case 'sqlite':
      return new SqliteQueue({ file: store, logger })
    case 'bullmq':
      return new BullMqQueue({ connection: store, name: 'crash', lease: bullMqLease, logger })
    case 'list':
      return new ListQueue({ client: connect(store), key: 'crash', reliable: true, lease: listLease, logger })
  }
}

export const openDedupe = (url: string): DedupeStore => redisDedupe({ client: connect(url), lock })

function connect(url: string): Redis {
  const client = new Redis(url)
  client.on('error', () => undefined) // the queues say what they miss
  return client
}
