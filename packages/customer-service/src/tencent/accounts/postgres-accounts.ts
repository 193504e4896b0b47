import { type Int64, int64, type User } from '../../domain/user.js'
import { checkPort } from '../../options/check.js'
import { checkNames } from '../../options/check-names.js'
import { type PostgresPool, watch } from '../../stores/postgres/pool.js'
import { checkSchemaName, migrate, type Tables } from '../../stores/postgres/schema.js'
import { bigintIn, textIn } from '../../stores/row.js'
import type { AccountMap } from './account-map.js'
import { checkAccount } from './account-name.js'

/** What {@link postgresAccounts} is told. */
export interface PostgresAccountsOptions {
  /** The app of the customers from Tencent: one of their own, that nobody else is in. */
  readonly appId: Int64
  /** `new Pool({ connectionString })` of `pg`, version 8. The caller ends it, after the bridge's queues. */
  readonly pool: PostgresPool
  /** The schema its table is in; made when it is not there. Default `im_callback`, where the messages are by default, too. */
  readonly schema?: string | undefined
}

const tables: Tables = {
  version: 'account_version',
  versions: [
    // A sequence gives a uid once, also after a row was deleted by hand.
    ['CREATE TABLE account (uid bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE)'],
  ],
}

/**
 * As `sqliteAccounts`, for bridges on many machines. Keep it with the messages: with another table the uids are somebody
 * else's.
 *
 * @throws Error when the table cannot be made, or is of a newer version
 * @example
 * ```ts
 * import { postgresAccounts } from '@im-callback/customer-service/tencent'
 * import { Pool } from 'pg'
 *
 * const pool = new Pool({ connectionString: process.env.DATABASE_URL })
 * const accounts = await postgresAccounts({ appId: 8, pool })
 * ```
 */
export async function postgresAccounts(options: PostgresAccountsOptions): Promise<AccountMap> {
  checkNames('postgresAccounts', options, ['appId', 'pool', 'schema'])
  const appId = int64('postgresAccounts: appId', options.appId)
  const { pool, schema = 'im_callback' } = options
  checkPort('postgresAccounts: pool', pool, ['connect', 'query', 'on'])
  checkSchemaName('postgresAccounts', schema)
  watch(pool)
  await migrate(pool, schema, tables)
  return new Accounts(appId, pool, `${schema}.account`)
}

class Accounts implements AccountMap {
  readonly #appId: bigint
  readonly #pool: PostgresPool
  readonly #table: string

  constructor(appId: bigint, pool: PostgresPool, table: string) {
    this.#appId = appId
    this.#pool = pool
    this.#table = table
  }

  async customerOf(account: string): Promise<User> {
    checkAccount(account)
    return { appId: this.#appId, uid: (await this.#uidOf(account)) ?? (await this.#newUid(account)) }
  }

  async accountOf({ appId, uid }: User): Promise<string | undefined> {
    if (appId !== this.#appId) return undefined
    const [row] = await this.#query('SELECT name FROM @ WHERE uid = $1', String(uid))
    return row === undefined ? undefined : textIn(row, 'name')
  }

  async #uidOf(account: string): Promise<bigint | undefined> {
    const [row] = await this.#query('SELECT uid::text FROM @ WHERE name = $1', account)
    return row === undefined ? undefined : bigintIn(row, 'uid')
  }

  /** Another process may have been faster: its uid counts. */
  async #newUid(account: string): Promise<bigint> {
    await this.#query('INSERT INTO @ (name) VALUES ($1) ON CONFLICT DO NOTHING', account)
    const uid = await this.#uidOf(account)
    if (uid === undefined) throw new Error('The account map did not keep an account it was given.')
    return uid
  }

  /** `@` stands for the table. */
  async #query(sql: string, value: string): Promise<readonly unknown[]> {
    return (await this.#pool.query(sql.replace('@', this.#table), [value])).rows
  }
}
