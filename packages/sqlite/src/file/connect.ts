import { statSync } from 'node:fs'
import type { SqliteConnection, SqliteDriver } from '../driver/driver.js'
import { prepareTables, type Tables } from '../tables/tables.js'
import { createFile } from './create.js'
import { checkOwner, migrate } from './schema.js'
import { WrongFile } from './trouble.js'

/**
 * What an enqueued job survives.
 * - `normal`: the death of the process, `kill -9` included. A power cut or a crash of the operating system can take the
 *   last jobs.
 * - `full`: these, too, as far as the disk keeps what it says it has written.
 */
export type Durability = 'normal' | 'full'

export interface FileOptions {
  readonly file: string
  readonly driver: SqliteDriver
  readonly durability: Durability
}

/** An open file of the newest version. */
export interface Connection {
  readonly db: SqliteConnection
  readonly tables: Tables
  /** Where the file really is. */
  readonly path: string
  /** Which file it is, whatever its name. */
  readonly identity: string
}

/** Milliseconds SQLite itself waits for another process, holding up this one. Longer waits are ours. */
const briefly = 20
/** Bytes of the write-ahead log that are kept when it was longer. */
const logKept = 16 * 1024 * 1024

const synchronous = { normal: 'NORMAL', full: 'FULL' } as const

/** @throws WrongFile when it is not for this queue, or what SQLite throws */
export function connect({ file, driver, durability }: FileOptions): Connection {
  const path = createFile(file)
  const db = driver.open(path)
  try {
    db.exec(`PRAGMA busy_timeout = ${briefly}`)
    checkOwner(db, path)
    useWriteAheadLog(db, path)
    // fullfsync: on macOS a plain sync leaves what was written in the disk's cache.
    db.exec(`
      PRAGMA synchronous = ${synchronous[durability]};
      PRAGMA fullfsync = ${durability === 'full' ? 'ON' : 'OFF'};
      PRAGMA checkpoint_fullfsync = ON;
      PRAGMA wal_autocheckpoint = 0;
      PRAGMA journal_size_limit = ${logKept};
      PRAGMA cell_size_check = ON;
      PRAGMA trusted_schema = OFF;
    `)
    migrate(db, path)
    return { db, tables: prepareTables(db), path, identity: identityOf(path) }
  } catch (error) {
    db.close()
    throw error
  }
}

function useWriteAheadLog(db: SqliteConnection, path: string): void {
  const answer = JSON.stringify(db.prepare('PRAGMA journal_mode = WAL').get())
  if (answer.includes('"wal"')) return
  throw new WrongFile(
    `The queue's file ${path} cannot have a write-ahead log (${answer}): put it on a local disk, where processes can share memory.`,
  )
}

/** Empty when the file is gone. */
export function identityOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false })
  return found === undefined ? '' : `${found.dev}:${found.ino}`
}
