import type { SqliteConnection } from '../driver/driver.js'
import { numberIn, textIn } from './row.js'

/** One attempt at a job. Place, owner and attempt name it: a late answer must not meet a later attempt. */
export interface Claim {
  readonly place: number
  readonly owner: number
  readonly attempt: number
  readonly job: number
}

const thisClaim = 'place = ? AND owner = ? AND attempt = ?'

/** Contents, and the line of jobs that wait or are being handled. */
export function jobTable(db: SqliteConnection) {
  const insert = db.prepare('INSERT INTO job (content) VALUES (?)')
  const countAttempts = db.prepare('UPDATE line SET attempt = ? WHERE place = (SELECT max(place) FROM line)')
  const content = db.prepare('SELECT content FROM job WHERE id = ?')
  const removeContent = db.prepare('DELETE FROM job WHERE id = ?')
  const queueUp = db.prepare('INSERT INTO line (job) VALUES (?)')
  const claim = db.prepare(`
    UPDATE line SET owner = ?, attempt = attempt + 1
    WHERE place IN (SELECT place FROM line WHERE owner IS NULL ORDER BY place LIMIT ?)
    RETURNING place, attempt, job`)
  const leaveLine = db.prepare(`DELETE FROM line WHERE ${thisClaim}`)
  const release = db.prepare(`UPDATE line SET owner = NULL WHERE ${thisClaim}`)
  const placesOf = db.prepare('SELECT place FROM line WHERE owner = ?')
  const takeBack = db.prepare('UPDATE line SET owner = NULL, attempt = attempt - 1 WHERE place = ?')
  const isWaiting = db.prepare('SELECT 1 FROM line WHERE owner IS NULL LIMIT 1')
  const first = db.prepare('SELECT interruptions FROM line WHERE owner IS NULL ORDER BY place LIMIT 1')
  const countOf = db.prepare('SELECT count FROM jobs_in WHERE state = ?')

  return {
    /** A new job at the end of the line, which has had some attempts elsewhere. */
    insert: (text: string, attempts: number): void => {
      insert.run(text)
      if (attempts > 0) countAttempts.run(attempts)
    },

    /** A job that is here already goes to the end of the line. */
    queueUp: (job: number): void => void queueUp.run(job),

    /** Undefined when it is gone, as from a file that was damaged and saved in parts. */
    content: (job: number): string | undefined => {
      const row = content.get(job)
      return row === undefined ? undefined : textIn(row, 'content')
    },

    removeContent: (job: number): void => void removeContent.run(job),

    /** Takes up to `limit` of those that wait, in their order. */
    claim: (owner: number, limit: number): Claim[] =>
      Array.from(claim.all(owner, limit), (row) => ({
        place: numberIn(row, 'place'),
        owner,
        attempt: numberIn(row, 'attempt'),
        job: numberIn(row, 'job'),
      })).sort((a, b) => a.place - b.place),

    /** False when this attempt is over already. */
    leaveLine: ({ place, owner, attempt }: Claim): boolean =>
      Number(leaveLine.run(place, owner, attempt).changes) > 0,

    /** Goes back to its place. */
    release: ({ place, owner, attempt }: Claim): void => void release.run(place, owner, attempt),

    /** Puts back what an owner has, but for these places, as if it had not been taken. */
    takeBackAllBut: (owner: number, places: ReadonlySet<number>): void => {
      for (const row of placesOf.all(owner)) {
        const place = numberIn(row, 'place')
        if (!places.has(place)) takeBack.run(place)
      }
    },

    /** How often the process of the one that is next has died; 0 when none waits. */
    interruptionsOfNext: (): number => {
      const row = first.get()
      return row === undefined ? 0 : numberIn(row, 'interruptions')
    },

    isWaiting: (): boolean => isWaiting.get() !== undefined,

    count: (state: 'waiting' | 'active' | 'delayed' | 'failed'): number =>
      numberIn(countOf.get(state), 'count'),
  }
}
