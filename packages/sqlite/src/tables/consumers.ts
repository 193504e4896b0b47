import type { SqliteConnection } from '../driver/driver.js'
import { numberIn } from './row.js'

/** Who takes jobs, and what becomes of the jobs of those who are gone. */
export function consumerTable(db: SqliteConnection) {
  const register = db.prepare('INSERT OR IGNORE INTO consumer (id) VALUES (?)')
  const isRegistered = db.prepare('SELECT 1 FROM consumer WHERE id = ?')
  const others = db.prepare(`
    SELECT id FROM consumer WHERE id <> ?1
    UNION SELECT owner FROM line WHERE owner IS NOT NULL AND owner <> ?1`)
  const giveUp = db.prepare(`
    INSERT INTO letter (job, since, attempt, error)
    SELECT job, ?, attempt, ? FROM line WHERE owner = ? AND interruptions >= ? ORDER BY place`)
  const removeGivenUp = db.prepare('DELETE FROM line WHERE owner = ? AND interruptions >= ?')
  const giveBack = db.prepare(
    'UPDATE line SET owner = NULL, interruptions = interruptions + 1 WHERE owner = ?',
  )
  const remove = db.prepare('DELETE FROM consumer WHERE id = ?')

  return {
    register: (id: number): void => void register.run(id),

    isRegistered: (id: number): boolean => isRegistered.get(id) !== undefined,

    remove: (id: number): void => void remove.run(id),

    /** Everyone else who is registered or has jobs. */
    others: (id: number): number[] => Array.from(others.all(id), (row) => numberIn(row, 'id')),

    /** Puts back the jobs of a consumer that is gone; gives up those that this happened to too often. */
    recover: ({ id, maxInterruptions, now }: { id: number; maxInterruptions: number; now: number }): void => {
      const times = maxInterruptions + 1
      const error = `The process that handled it ended before it was done, ${times} times. Look at what this job does to its process, then replay or discard it.`
      giveUp.run(now, error, id, maxInterruptions)
      removeGivenUp.run(id, maxInterruptions)
      giveBack.run(id)
      remove.run(id)
    },
  }
}
