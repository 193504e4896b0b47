import type { SqliteConnection } from '../driver/driver.js'
import type { Claim } from './jobs.js'
import { isNullIn, numberIn, textIn } from './row.js'

/** A dead letter as it is stored; one without `attempt` holds what is no job. */
export interface LetterRow {
  readonly id: number
  readonly job: number
  readonly since: number
  readonly attempt: number | undefined
  readonly error: string
  readonly content: string
}

export interface Page {
  readonly offset: number
  readonly limit: number
}

/** Why it was given up, and when by the wall clock. */
export interface Reason {
  readonly error: string
  readonly since: number
}

const letters = `
  SELECT letter.id, letter.job, letter.since, letter.attempt, letter.error, job.content
  FROM letter JOIN job ON job.id = letter.job`

/** Jobs that were given up, and what is no job. */
export function letterTable(db: SqliteConnection) {
  const insert = db.prepare(
    'INSERT INTO letter (job, since, attempt, error) VALUES (?, ?, ?, ?) RETURNING id',
  )
  const list = db.prepare(`${letters} ORDER BY letter.id LIMIT ? OFFSET ?`)
  const get = db.prepare(`${letters} WHERE letter.id = ?`)
  const remove = db.prepare('DELETE FROM letter WHERE id = ?')

  return {
    /** For a job that has left the line; answers the letter's id. */
    keep: ({ job, attempt }: Claim, { error, since }: Reason): number =>
      numberIn(insert.get(job, since, attempt, error), 'id'),

    /** The same for what is no job. */
    keepUnreadable: ({ job }: Claim, { error, since }: Reason): number =>
      numberIn(insert.get(job, since, null, error), 'id'),

    list: ({ offset, limit }: Page): LetterRow[] => Array.from(list.all(limit, offset), letterOf),

    get: (id: number): LetterRow | undefined => {
      const row = get.get(id)
      return row === undefined ? undefined : letterOf(row)
    },

    /** The letter, not its contents. */
    remove: (id: number): void => void remove.run(id),
  }
}

const letterOf = (row: unknown): LetterRow => ({
  id: numberIn(row, 'id'),
  job: numberIn(row, 'job'),
  since: numberIn(row, 'since'),
  attempt: isNullIn(row, 'attempt') ? undefined : numberIn(row, 'attempt'),
  error: textIn(row, 'error'),
  content: textIn(row, 'content'),
})
