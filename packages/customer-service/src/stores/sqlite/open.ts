import { closeSync, existsSync, fsyncSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import type { SqliteConnection, SqliteDriver } from './driver.js'
import { checkFile, migrate, type Schema } from './schema.js'

/**
 * What an acknowledged message survives.
 * - `normal`: the death of the process, `kill -9` included. A power cut or a crash of the operating system can take the
 *   last messages.
 * - `full`: these, too, as far as the disk keeps what it says it has written.
 */
export type Durability = 'normal' | 'full'

const synchronous = { normal: 'NORMAL', full: 'FULL' } as const
/** Milliseconds another process may hold the file: the one that is being replaced, say. */
const patience = 5000
/** Messages of people: for nobody else on this machine. */
const ownerOnly = 0o600

/** Opens a file, and makes it when it is not there. */
export function openFile(
  driver: SqliteDriver,
  file: string,
  { durability, schema }: { readonly durability: Durability; readonly schema: Schema },
): SqliteConnection {
  createFile(file)
  const db = driver.open(file)
  try {
    db.exec(`PRAGMA busy_timeout = ${patience}`)
    // Before the log: turning it on changes the file.
    checkFile(db, file, schema)
    const mode = JSON.stringify(db.prepare('PRAGMA journal_mode = WAL').get())
    if (!mode.includes('"wal"')) {
      throw new Error(
        `The ${schema.name}'s file ${file} cannot have a write-ahead log (${mode}): put it on a local disk.`,
      )
    }
    // fullfsync: on macOS a plain sync leaves what was written in the disk's cache.
    db.exec(`
      PRAGMA synchronous = ${synchronous[durability]};
      PRAGMA fullfsync = ${durability === 'full' ? 'ON' : 'OFF'};
      PRAGMA checkpoint_fullfsync = ON;
      PRAGMA journal_size_limit = ${64 * 1024 * 1024};
      PRAGMA cell_size_check = ON;
      PRAGMA trusted_schema = OFF;
    `)
    migrate(db, file, schema)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/**
 * Closes a file, with everything in it and nothing left in the log beside it. SQLite does that itself when a connection is
 * closed, which drivers put off until its statements are garbage.
 */
export function closeFile(db: SqliteConnection): void {
  try {
    db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()
  } catch {
    // The log has it, and is read when the file is opened again.
  }
  db.close()
}

/** A new name in a folder is on disk when the folder is. */
function createFile(file: string): void {
  if (file === ':memory:' || existsSync(file)) return
  closeSync(openSync(file, 'a', ownerOnly))
  if (process.platform === 'win32') return
  const folder = openSync(dirname(file), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
