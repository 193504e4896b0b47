import type { SqliteConnection } from '../driver/driver.js'
import { numberIn } from '../tables/row.js'
import { WrongFile } from './trouble.js'

/** Marks the file as a queue of im-callback: `imcq`. */
const applicationId = 0x696d6371

/**
 * The statements that lead from one version of the file to the next, from an empty one on. What is here was released:
 * append, never change.
 *
 * - `job` has the contents: written once, removed once. Where a job is, is written in one of the other tables, in small
 *   rows: `line` (it waits, or `owner` handles it), `delayed`, `letter`, `finished`.
 * - `attempt` counts the attempts begun, `interruptions` those whose process died.
 * - `jobs_in` counts, since counting a million rows takes too long.
 */
const versions = [
  `
  CREATE TABLE job (id INTEGER PRIMARY KEY, content TEXT NOT NULL) STRICT;

  CREATE TABLE line (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    job INTEGER NOT NULL,
    owner INTEGER,
    attempt INTEGER NOT NULL DEFAULT 0,
    interruptions INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX line_waiting ON line (place) WHERE owner IS NULL;
  CREATE INDEX line_active ON line (owner) WHERE owner IS NOT NULL;

  CREATE TABLE delayed (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    job INTEGER NOT NULL,
    since INTEGER NOT NULL,
    due INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    interruptions INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX delayed_since ON delayed (since);
  CREATE INDEX delayed_due ON delayed (due);

  CREATE TABLE letter (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    job INTEGER NOT NULL,
    since INTEGER NOT NULL,
    attempt INTEGER,
    error TEXT NOT NULL
  ) STRICT;

  CREATE TABLE finished (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    job INTEGER NOT NULL,
    since INTEGER NOT NULL,
    due INTEGER NOT NULL,
    attempt INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX finished_since ON finished (since);
  CREATE INDEX finished_due ON finished (due);

  CREATE TABLE consumer (id INTEGER PRIMARY KEY) STRICT;

  CREATE TABLE jobs_in (state TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  INSERT INTO jobs_in VALUES ('waiting', 0), ('active', 0), ('delayed', 0), ('failed', 0);
  CREATE TRIGGER job_in AFTER INSERT ON job BEGIN
    INSERT INTO line (job) VALUES (new.id);
  END;
  CREATE TRIGGER line_in AFTER INSERT ON line BEGIN
    UPDATE jobs_in SET count = count + 1 WHERE state = 'waiting';
  END;
  CREATE TRIGGER line_out AFTER DELETE ON line BEGIN
    UPDATE jobs_in SET count = count - 1 WHERE state = iif(old.owner IS NULL, 'waiting', 'active');
  END;
  CREATE TRIGGER line_moved AFTER UPDATE OF owner ON line WHEN (old.owner IS NULL) <> (new.owner IS NULL) BEGIN
    UPDATE jobs_in SET count = count - 1 WHERE state = iif(old.owner IS NULL, 'waiting', 'active');
    UPDATE jobs_in SET count = count + 1 WHERE state = iif(new.owner IS NULL, 'waiting', 'active');
  END;
  CREATE TRIGGER delayed_in AFTER INSERT ON delayed BEGIN
    UPDATE jobs_in SET count = count + 1 WHERE state = 'delayed';
  END;
  CREATE TRIGGER delayed_out AFTER DELETE ON delayed BEGIN
    UPDATE jobs_in SET count = count - 1 WHERE state = 'delayed';
  END;
  CREATE TRIGGER letter_in AFTER INSERT ON letter BEGIN
    UPDATE jobs_in SET count = count + 1 WHERE state = 'failed';
  END;
  CREATE TRIGGER letter_out AFTER DELETE ON letter BEGIN
    UPDATE jobs_in SET count = count - 1 WHERE state = 'failed';
  END;
  `,
]

const newest = versions.length

const pragma = (db: SqliteConnection, name: string): number =>
  numberIn(db.prepare(`PRAGMA ${name}`).get(), name)

const isEmpty = (db: SqliteConnection): boolean =>
  pragma(db, 'application_id') === 0 &&
  pragma(db, 'user_version') === 0 &&
  db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined

/**
 * Reads whose file this is, and changes nothing.
 *
 * @throws WrongFile when it is some other database, or one of a version that is newer than this
 */
export function checkOwner(db: SqliteConnection, file: string): void {
  if (isEmpty(db)) return
  if (pragma(db, 'application_id') !== applicationId) {
    throw new WrongFile(
      `The queue's file ${file} is a SQLite database of something else, and was left as it is: name another file.`,
    )
  }
  const version = pragma(db, 'user_version')
  if (version > newest) {
    throw new WrongFile(
      `The queue's file ${file} has version ${version}, and this version of @im-callback/sqlite knows ${newest}: update the package, or name another file.`,
    )
  }
}

/** Brings the file to the newest version, from an empty one on; several processes may do so at once. */
export function migrate(db: SqliteConnection, file: string): void {
  if (pragma(db, 'user_version') === newest) return
  db.exec('BEGIN IMMEDIATE')
  try {
    checkOwner(db, file)
    for (const sql of versions.slice(pragma(db, 'user_version'))) db.exec(sql)
    db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${newest}; COMMIT`)
  } catch (error) {
    rollBack(db)
    throw error
  }
}

/** SQLite has rolled back itself after some errors, and then refuses to do so again. */
export function rollBack(db: SqliteConnection): void {
  try {
    db.exec('ROLLBACK')
  } catch {
    // There is nothing left to undo.
  }
}
