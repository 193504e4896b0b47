import type { SqliteConnection } from '../driver/driver.js'
import { numberIn } from '../tables/row.js'

/** Pages in the write-ahead log before they are copied into the file. More: fewer syncs, each of them longer. */
const pagesBetween = 1000
/** The log starts again from its beginning when all of it is copied; under steady load of several processes that needs a nudge. */
const tooMany = 16 * pagesBetween
const bytesPerPage = 3500

/**
 * Copies the write-ahead log into the file now and then. Not left to SQLite, which would do so before it answers a
 * commit, and would not tell when it fails.
 */
export class Checkpoints {
  #pages = pagesBetween

  /** Notes a commit, by rule of thumb: each change touches some pages beside those of its text. */
  wrote(changes: readonly { readonly bytes: number }[]): void {
    this.#pages += 6
    for (const { bytes } of changes) this.#pages += 0.5 + bytes / bytesPerPage
  }

  get isDue(): boolean {
    return this.#pages >= pagesBetween
  }

  run(db: SqliteConnection): void {
    this.#pages = 0
    const answer = db.prepare('PRAGMA wal_checkpoint(PASSIVE)').get()
    if (numberIn(answer, 'log') > tooMany) db.prepare('PRAGMA wal_checkpoint(RESTART)').get()
  }
}

/**
 * Brings all that was committed into the file and empties the log, so that nothing rests on a log whose writing failed:
 * the system may have dropped what it could not write, and report success from then on.
 *
 * @returns false when other processes use the log at the moment
 */
export function leaveLog(db: SqliteConnection): boolean {
  return numberIn(db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get(), 'busy') === 0
}
