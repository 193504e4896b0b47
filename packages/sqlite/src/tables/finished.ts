import type { SqliteConnection } from '../driver/driver.js'
import type { Claim } from './jobs.js'
import type { Page } from './letters.js'
import { numberIn, textIn } from './row.js'

export interface FinishedRow {
  readonly since: number
  readonly attempt: number
  readonly content: string
}

/** Bounded, so that many of them do not hold up everything else. */
const expiredNow = 'FROM finished WHERE due <= ? ORDER BY due, id LIMIT 256'

/** Jobs that were handled, for as long as they are kept. */
export function finishedTable(db: SqliteConnection) {
  const keep = db.prepare('INSERT INTO finished (job, since, due, attempt) VALUES (?, ?, ?, ?)')
  const list = db.prepare(`
    SELECT finished.since, finished.attempt, job.content FROM finished JOIN job ON job.id = finished.job
    ORDER BY finished.id LIMIT ? OFFSET ?`)
  const expired = db.prepare('SELECT 1 FROM finished WHERE due <= ? LIMIT 1')
  const fromTheFuture = db.prepare('SELECT 1 FROM finished WHERE since > ? LIMIT 1')
  const removeContents = db.prepare(`DELETE FROM job WHERE id IN (SELECT job ${expiredNow})`)
  const removeExpired = db.prepare(`DELETE FROM finished WHERE id IN (SELECT id ${expiredNow})`)
  const startAnew = db.prepare('UPDATE finished SET due = due - since + ?1, since = ?1 WHERE since > ?1')

  return {
    /** For a job that has left the line. */
    keep: ({ job, attempt }: Claim, since: number, until: number): void =>
      void keep.run(job, since, until, attempt),

    list: ({ offset, limit }: Page): FinishedRow[] =>
      Array.from(list.all(limit, offset), (row) => ({
        since: numberIn(row, 'since'),
        attempt: numberIn(row, 'attempt'),
        content: textIn(row, 'content'),
      })),

    /** Whether there is something for `expire`. */
    hasWork: (now: number): boolean => expired.get(now) !== undefined || fromTheFuture.get(now) !== undefined,

    /** Removes some of those whose time is over. The time of those from the future begins again: the clock was set back. */
    expire: (now: number): void => {
      startAnew.run(now)
      removeContents.run(now)
      removeExpired.run(now)
    },
  }
}
