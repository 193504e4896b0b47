import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  localRouter,
  type MessageStore,
  postgresStore,
  type Router,
  redisRouter,
  sqliteStore,
} from '@im-callback/customer-service'
import { Redis } from 'ioredis'
import { Pool } from 'pg'

/** Where messages are kept, and how nodes reach each other. */
export interface Storage {
  readonly store: MessageStore
  readonly router: Router
  /** In words, for the start. */
  readonly description: string
  close(): Promise<void>
}

/** One file, one process. */
export async function sqliteStorage(folder: string): Promise<Storage> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'messages.db')
  const [store, router] = [await sqliteStore({ file }), localRouter()]
  return {
    store,
    router,
    description: file,
    async close() {
      await router.close()
      await store.close()
    },
  }
}

/** PostgreSQL for the messages, Redis between the nodes. */
export async function sharedStorage(postgresUrl: string, redisUrl: string): Promise<Storage> {
  // A server that hangs is one that is gone: senders are told, and send again.
  const pool = new Pool({
    connectionString: postgresUrl,
    connectionTimeoutMillis: 5000,
    query_timeout: 10_000,
  })
  // A connection that breaks while nobody uses it: the pool makes a new one. Without a listener the process would end.
  pool.on('error', (error) => console.error(`PostgreSQL: ${error.message}`))
  const redis = new Redis(redisUrl)
  redis.on('error', (error) => console.error(`Redis: ${error.message}`))
  const end = async () => {
    redis.disconnect()
    await pool.end()
  }
  try {
    const [store, router] = [await postgresStore({ pool }), redisRouter({ client: redis })]
    return {
      store,
      router,
      description: 'PostgreSQL, with Redis between the nodes',
      async close() {
        await router.close()
        await store.close()
        await end()
      },
    }
  } catch (error) {
    await end()
    throw error
  }
}
