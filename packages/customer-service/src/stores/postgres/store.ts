import type { User } from '../../domain/user.js'
import { checkPort } from '../../options/check.js'
import { checkNames } from '../../options/check-names.js'
import type { MessageStore, NewMessage, Page, PageLimits, Receipt } from '../../ports/message-store.js'
import { lastWithin, toStored } from '../page-rows.js'
import { readReceipt } from '../receipt-text.js'
import { bigintIn, textIn } from '../row.js'
import { Batches } from './batches.js'
import { type PostgresPool, watch } from './pool.js'
import { checkSchemaName, messageTables, migrate } from './schema.js'

/** Where a PostgreSQL store keeps messages. */
export interface PostgresStoreOptions {
  /** `new Pool({ connectionString })` of `pg`, version 8. The caller ends it, after the store. */
  readonly pool: PostgresPool
  /** The schema its tables are in; made when it is not there. Default `im_callback`. */
  readonly schema?: string | undefined
}

/**
 * Keeps messages in PostgreSQL, for any number of gateways.
 *
 * @throws Error when the tables cannot be made, or are of a newer version
 * @example
 * ```ts
 * import { postgresStore } from '@im-callback/customer-service'
 * import { Pool } from 'pg'
 *
 * const pool = new Pool({ connectionString: process.env.DATABASE_URL })
 * const store = await postgresStore({ pool })
 * ```
 */
export async function postgresStore(options: PostgresStoreOptions): Promise<MessageStore> {
  checkNames('postgresStore', options, ['pool', 'schema'])
  const { pool, schema = 'im_callback' } = options
  checkPort('postgresStore: pool', pool, ['connect', 'query', 'on'])
  checkSchemaName('postgresStore', schema)
  watch(pool)
  await migrate(pool, schema, messageTables)
  return new PostgresStore(pool, schema)
}

class PostgresStore implements MessageStore {
  readonly #pool: PostgresPool
  readonly #schema: string
  readonly #batches: Batches
  #isClosed = false

  constructor(pool: PostgresPool, schema: string) {
    this.#pool = pool
    this.#schema = schema
    this.#batches = new Batches(pool, schema)
  }

  async append(message: NewMessage): Promise<Receipt> {
    this.#check()
    return this.#batches.add(message)
  }

  async find({ appId, uid }: User, key: string): Promise<Receipt | undefined> {
    const sql = 'SELECT receipt FROM @message WHERE sender_app = $1 AND sender = $2 AND key = $3'
    const [row] = await this.#query(sql, appId, uid, key)
    return row === undefined ? undefined : readReceipt(textIn(row, 'receipt'))
  }

  async page(user: User, after: bigint, limits: PageLimits): Promise<Page> {
    const { appId, uid } = user
    const sizes = await this.#query(
      `SELECT msgid::text, length(body)::text AS size FROM @entry JOIN @message ON id = message
       WHERE app_id = $1 AND uid = $2 AND msgid > $3 ORDER BY entry.msgid LIMIT $4`,
      appId,
      uid,
      after,
      limits.count + 1,
    )
    const last = lastWithin(sizes, limits)
    if (last === undefined)
      return { messages: [], hasMore: sizes.length > 0, newest: await this.newest(user) }
    const rows = await this.#query(
      `SELECT msgid::text, sender_app::text, sender::text, device, command::text, body
       FROM @entry JOIN @message ON id = message
       WHERE app_id = $1 AND uid = $2 AND msgid > $3 AND msgid <= $4 ORDER BY entry.msgid`,
      appId,
      uid,
      after,
      last,
    )
    const newest = await this.newest(user)
    return { messages: rows.map(toStored), hasMore: rows.length < sizes.length, newest }
  }

  async newest({ appId, uid }: User): Promise<bigint> {
    const sql = 'SELECT newest::text FROM @queue WHERE app_id = $1 AND uid = $2'
    const [row] = await this.#query(sql, appId, uid)
    return row === undefined ? 0n : bigintIn(row, 'newest')
  }

  async syncKey({ appId, uid }: User, device: string): Promise<bigint> {
    const sql = 'SELECT key::text FROM @sync_key WHERE app_id = $1 AND uid = $2 AND device = $3'
    const [row] = await this.#query(sql, appId, uid, device)
    return row === undefined ? 0n : bigintIn(row, 'key')
  }

  async saveSyncKey({ appId, uid }: User, device: string, key: bigint): Promise<void> {
    const sql = `INSERT INTO @sync_key (app_id, uid, device, key) VALUES ($1, $2, $3, $4)
      ON CONFLICT (app_id, uid, device) DO UPDATE SET key = greatest(sync_key.key, excluded.key)`
    await this.#query(sql, appId, uid, device, key)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#batches.idle()
  }

  /** `@entry` stands for the table in its schema. */
  async #query(sql: string, ...values: (string | number | bigint)[]): Promise<readonly unknown[]> {
    this.#check()
    const text = sql.replace(/@(\w+)/g, `${this.#schema}.$1`)
    return (await this.#pool.query(text, values.map(String))).rows
  }

  #check(): void {
    if (this.#isClosed) throw new Error('The message store is closed.')
  }
}
