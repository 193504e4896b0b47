import { numberIn } from '../row.js'
import type { SqliteConnection } from './driver.js'

/** What a file is to hold. */
export interface Schema {
  /** In sentences: `message store`. */
  readonly name: string
  /** Marks the file as one of ours. */
  readonly applicationId: number
  /**
   * The statements that lead from one version of the file to the next, from an empty one on. What is here was released:
   * append, never change.
   */
  readonly versions: readonly string[]
}

/**
 * - `message` has each message once; `receipt` says where it stands: `[[appid, uid, msgid], …]`, the sender last.
 * - `entry` is the queues; `queue` has the newest msgid of each, which stays when old entries are removed.
 * - `sync_key` with an empty device is the one all devices of a user share.
 */
const versions = [
  `
  CREATE TABLE message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sender_app INTEGER NOT NULL,
    sender INTEGER NOT NULL,
    key TEXT NOT NULL,
    device TEXT NOT NULL,
    command INTEGER NOT NULL,
    receipt TEXT NOT NULL,
    body BLOB NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX message_key ON message (sender_app, sender, key);

  CREATE TABLE entry (
    app_id INTEGER NOT NULL,
    uid INTEGER NOT NULL,
    msgid INTEGER NOT NULL,
    message INTEGER NOT NULL,
    PRIMARY KEY (app_id, uid, msgid)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE queue (
    app_id INTEGER NOT NULL,
    uid INTEGER NOT NULL,
    newest INTEGER NOT NULL,
    PRIMARY KEY (app_id, uid)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE sync_key (
    app_id INTEGER NOT NULL,
    uid INTEGER NOT NULL,
    device TEXT NOT NULL,
    key INTEGER NOT NULL,
    PRIMARY KEY (app_id, uid, device)
  ) STRICT, WITHOUT ROWID;
  `,
]

/** Of messages and queues: `imcs`. */
export const messageSchema: Schema = { name: 'message store', applicationId: 0x696d6373, versions }

const pragma = (db: SqliteConnection, name: string): number =>
  numberIn(db.prepare(`PRAGMA ${name}`).get(), name)

const isEmpty = (db: SqliteConnection): boolean =>
  pragma(db, 'application_id') === 0 && db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined

/**
 * Looks at the file without writing to it.
 *
 * @throws Error when it is a database of something else, or of a version that is newer than this
 */
export function checkFile(db: SqliteConnection, file: string, schema: Schema): void {
  if (!isEmpty(db)) versionOf(db, file, schema)
}

/**
 * Brings the file to the newest version, from an empty one on.
 *
 * @throws Error when it is a database of something else, or of a version that is newer than this
 */
export function migrate(db: SqliteConnection, file: string, schema: Schema): void {
  db.exec('BEGIN IMMEDIATE')
  try {
    const version = isEmpty(db) ? 0 : versionOf(db, file, schema)
    for (const sql of schema.versions.slice(version)) db.exec(sql)
    const { applicationId, versions } = schema
    db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${versions.length}; COMMIT`)
  } catch (error) {
    rollBack(db)
    throw error
  }
}

function versionOf(db: SqliteConnection, file: string, { name, applicationId, versions }: Schema): number {
  if (pragma(db, 'application_id') !== applicationId) {
    throw new Error(
      `The ${name}'s file ${file} is a SQLite database of something else, and was left as it is: name another file.`,
    )
  }
  const version = pragma(db, 'user_version')
  if (version <= versions.length) return version
  throw new Error(
    `The ${name}'s file ${file} has version ${version}, and this version of the package knows ${versions.length}: ` +
      'update @im-callback/customer-service, or name another file.',
  )
}

/** SQLite has rolled back itself after some errors, and then refuses to do so again. */
export function rollBack(db: SqliteConnection): void {
  try {
    db.exec('ROLLBACK')
  } catch {
    // There is nothing left to undo.
  }
}
