import type { SqliteConnection } from '../driver/driver.js'
import type { Claim } from './jobs.js'
import { numberIn } from './row.js'

/** Bounded, so that a million of them do not hold up everything else. */
const dueNow = 'SELECT id FROM delayed WHERE due <= ? ORDER BY due, id LIMIT 256'

/** Jobs that are put off until their next attempt. */
export function delayedTable(db: SqliteConnection) {
  const putOff = db.prepare(`
    INSERT INTO delayed (job, since, due, attempt, interruptions)
    SELECT job, ?, ?, attempt, interruptions FROM line WHERE place = ? AND owner = ? AND attempt = ?`)
  const due = db.prepare('SELECT 1 FROM delayed WHERE due <= ? LIMIT 1')
  const nextDue = db.prepare('SELECT due FROM delayed ORDER BY due LIMIT 1')
  const queueUp = db.prepare(`
    INSERT INTO line (job, attempt, interruptions)
    SELECT job, attempt, interruptions FROM delayed WHERE id IN (${dueNow}) ORDER BY due, id`)
  const removeDue = db.prepare(`DELETE FROM delayed WHERE id IN (${dueNow})`)
  const fromTheFuture = db.prepare('SELECT 1 FROM delayed WHERE since > ? LIMIT 1')
  const startAnew = db.prepare('UPDATE delayed SET due = due - since + ?1, since = ?1 WHERE since > ?1')

  return {
    /** To be called before it leaves the line. */
    putOff: ({ place, owner, attempt }: Claim, since: number, until: number): void =>
      void putOff.run(since, until, place, owner, attempt),

    /** Whether there is something for `queueUp`. */
    hasWork: (now: number): boolean => due.get(now) !== undefined || fromTheFuture.get(now) !== undefined,

    /**
     * Those that are due go to the end of the line. Those that were put off later than it is now start their delay again:
     * the clock was set back.
     */
    queueUp: (now: number): void => {
      if (fromTheFuture.get(now) !== undefined) startAnew.run(now)
      if (due.get(now) === undefined) return
      queueUp.run(now)
      removeDue.run(now)
    },

    /** When the next of them is due; undefined when there is none. */
    nextDue: (): number | undefined => {
      const row = nextDue.get()
      return row === undefined ? undefined : numberIn(row, 'due')
    },
  }
}
