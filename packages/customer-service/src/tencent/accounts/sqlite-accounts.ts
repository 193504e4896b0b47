import { type Int64, int64, type User } from '../../domain/user.js'
import { shown } from '../../options/check.js'
import { checkNames } from '../../options/check-names.js'
import { bigintIn, textIn } from '../../stores/row.js'
import { defaultDriver } from '../../stores/sqlite/default-driver.js'
import type { SqliteConnection, SqliteDriver, SqliteStatement } from '../../stores/sqlite/driver.js'
import { closeFile, openFile } from '../../stores/sqlite/open.js'
import type { Schema } from '../../stores/sqlite/schema.js'
import type { AccountMap } from './account-map.js'
import { checkAccount } from './account-name.js'

/** What {@link sqliteAccounts} is told. */
export interface SqliteAccountsOptions {
  /** The app of the customers from Tencent: one of their own, that nobody else is in. */
  readonly appId: Int64
  /** The file; made when it is not there. Its folder must be there. Not the file of the messages. */
  readonly file: string
  /** Default: `node:sqlite` where Node.js has it, and else `@photostructure/sqlite`. */
  readonly driver?: SqliteDriver | undefined
}

/** Accounts that are kept in a file. */
export interface SqliteAccounts extends AccountMap {
  /** After that both directions throw; once more does nothing. */
  close(): void
}

const schema: Schema = {
  name: 'account map',
  // `imca`
  applicationId: 0x696d6361,
  // AUTOINCREMENT: a uid is given once, also after a row was deleted by hand.
  versions: [
    'CREATE TABLE account (uid INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE) STRICT;',
  ],
}

/**
 * For accounts of any kind: each gets the next free uid when it writes for the first time, and keeps it. The file is
 * synced to disk before a uid is used; all processes of one machine can share it. Keep it with the messages: with another
 * file the uids are somebody else's.
 *
 * @throws Error when the file cannot be made, or is something else
 * @example
 * ```ts
 * import { sqliteAccounts } from '@im-callback/customer-service/tencent'
 *
 * const accounts = await sqliteAccounts({ appId: 8, file: 'accounts.db' })
 * ```
 */
export async function sqliteAccounts(options: SqliteAccountsOptions): Promise<SqliteAccounts> {
  checkNames('sqliteAccounts', options, ['appId', 'file', 'driver'])
  const appId = int64('sqliteAccounts: appId', options.appId)
  const { file } = options
  if (typeof file !== 'string' || file === '') {
    throw new TypeError(`sqliteAccounts: file is ${shown(file)}; give a path, such as "accounts.db".`)
  }
  const driver = options.driver ?? (await defaultDriver())
  return new Accounts(appId, openFile(driver, file, { durability: 'full', schema }))
}

class Accounts implements SqliteAccounts {
  readonly #appId: bigint
  readonly #db: SqliteConnection
  readonly #find: SqliteStatement
  readonly #add: SqliteStatement
  readonly #name: SqliteStatement
  #isClosed = false

  constructor(appId: bigint, db: SqliteConnection) {
    this.#appId = appId
    this.#db = db
    this.#find = db.prepare('SELECT uid FROM account WHERE name = ?')
    this.#add = db.prepare('INSERT INTO account (name) VALUES (?) ON CONFLICT DO NOTHING')
    this.#name = db.prepare('SELECT name FROM account WHERE uid = ?')
    this.#find.setReadBigInts(true)
  }

  customerOf(account: string): User {
    checkAccount(account)
    return { appId: this.#appId, uid: this.#uidOf(account) ?? this.#newUid(account) }
  }

  accountOf({ appId, uid }: User): string | undefined {
    if (appId !== this.#appId) return undefined
    const row = this.#name.get(uid)
    return row === undefined ? undefined : textIn(row, 'name')
  }

  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    closeFile(this.#db)
  }

  #uidOf(account: string): bigint | undefined {
    const row = this.#find.get(account)
    return row === undefined ? undefined : bigintIn(row, 'uid')
  }

  /** Another process may have been faster: its uid counts. */
  #newUid(account: string): bigint {
    this.#add.run(account)
    const uid = this.#uidOf(account)
    if (uid === undefined) throw new Error('The account map did not keep an account it was given.')
    return uid
  }
}
