import type { User } from '../../domain/user.js'
import { checkWord, shown } from '../../options/check.js'
import { checkNames } from '../../options/check-names.js'
import type { MessageStore, NewMessage, Page, PageLimits, Receipt } from '../../ports/message-store.js'
import { CommitGroup } from './commit-group.js'
import { defaultDriver } from './default-driver.js'
import type { SqliteConnection, SqliteDriver } from './driver.js'
import { closeFile, type Durability, openFile } from './open.js'
import { messageSchema } from './schema.js'
import { Tables } from './tables.js'

/** Where and how a SQLite store keeps messages. */
export interface SqliteStoreOptions {
  /** The file; made when it is not there, readable for its owner only. Its folder must be there. */
  readonly file: string
  /**
   * What an acknowledged message survives: `'normal'` the death of the process, `'full'` a power cut, too. Default
   * `'full'`; commits are grouped, so that it costs little under load.
   */
  readonly durability?: Durability | undefined
  /** Default: `node:sqlite` where Node.js has it, and else `@photostructure/sqlite`. */
  readonly driver?: SqliteDriver | undefined
}

/**
 * Keeps messages in one SQLite file: no server, survives `kill -9`. For one process at a time.
 *
 * @throws Error when the file cannot be made, or is something else
 * @example
 * ```ts
 * import { sqliteStore } from '@im-callback/customer-service'
 *
 * const store = await sqliteStore({ file: 'messages.db' })
 * ```
 */
export async function sqliteStore(options: SqliteStoreOptions): Promise<MessageStore> {
  checkNames('sqliteStore', options, ['file', 'durability', 'driver'])
  const { file, durability = 'full' } = options
  if (typeof file !== 'string' || file === '') {
    throw new TypeError(`sqliteStore: file is ${shown(file)}; give a path, such as "messages.db".`)
  }
  checkWord('sqliteStore: durability', durability, ['normal', 'full'])
  const driver = options.driver ?? (await defaultDriver())
  return new SqliteStore(openFile(driver, file, { durability, schema: messageSchema }))
}

class SqliteStore implements MessageStore {
  readonly #db: SqliteConnection
  readonly #tables: Tables
  readonly #group: CommitGroup
  #isClosed = false

  constructor(db: SqliteConnection) {
    this.#db = db
    this.#tables = new Tables(db)
    this.#group = new CommitGroup(db, this.#tables)
  }

  async append(message: NewMessage): Promise<Receipt> {
    this.#check()
    return this.#group.write((tables) => tables.append(message))
  }

  async find(sender: User, key: string): Promise<Receipt | undefined> {
    this.#check()
    return this.#tables.find(sender, key)
  }

  async page(user: User, after: bigint, limits: PageLimits): Promise<Page> {
    this.#check()
    return this.#tables.page(user, after, limits)
  }

  async newest(user: User): Promise<bigint> {
    this.#check()
    return this.#tables.newest(user)
  }

  async syncKey(user: User, device: string): Promise<bigint> {
    this.#check()
    return this.#tables.syncKey(user, device)
  }

  async saveSyncKey(user: User, device: string, key: bigint): Promise<void> {
    this.#check()
    await this.#group.write((tables) => tables.saveSyncKey(user, device, key))
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#group.flush()
    closeFile(this.#db)
  }

  #check(): void {
    if (this.#isClosed) throw new Error('The message store is closed.')
  }
}
