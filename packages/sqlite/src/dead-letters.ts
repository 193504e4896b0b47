import {
  type CallbackJob,
  type DeadLetter,
  type DeadLetterPage,
  type DeadLetters,
  notReplayable,
} from '@im-callback/core/queue'
import { readContent } from './consumer/read-content.js'
import type { Store } from './file/store.js'
import type { LetterRow } from './tables/letters.js'
import type { Change } from './write/change.js'

export interface SqliteDeadLettersOptions {
  read: Store['read']
  write<T>(change: Change<T>): Promise<T>
  readonly patience: number
}

/** The dead letters of a queue's file, whichever process gave them up. */
export class SqliteDeadLetters implements DeadLetters {
  readonly #options: SqliteDeadLettersOptions

  constructor(options: SqliteDeadLettersOptions) {
    this.#options = options
  }

  async list(page: DeadLetterPage = {}): Promise<DeadLetter[]> {
    return this.#options.read(({ letters }) => letters.list(pageOf(page))).map(letterOf)
  }

  async get(id: string): Promise<DeadLetter | undefined> {
    const row = this.#options.read(({ letters }) => letters.get(rowId(id)))
    return row === undefined ? undefined : letterOf(row)
  }

  replay(id: string): Promise<boolean> {
    return this.#options.write<boolean>({
      bytes: 0,
      patience: this.#options.patience,
      apply: ({ letters, jobs }) => {
        const row = letters.get(rowId(id))
        if (row === undefined) return { value: false }
        const letter = letterOf(row)
        if (letter.job === undefined) return { refused: notReplayable(letter) }
        jobs.queueUp(row.job)
        letters.remove(row.id)
        return { value: true }
      },
    })
  }

  discard(id: string): Promise<boolean> {
    return this.#options.write<boolean>({
      bytes: 0,
      patience: this.#options.patience,
      apply: ({ letters, jobs }) => {
        const row = letters.get(rowId(id))
        if (row === undefined) return { value: false }
        letters.remove(row.id)
        jobs.removeContent(row.job)
        return { value: true }
      },
    })
  }
}

/** No row has 0. */
const rowId = (id: string): number => (/^[1-9]\d{0,14}$/.test(id) ? Number(id) : 0)

/** Bounds as SQLite takes them. */
export function pageOf({ offset = 0, limit = 100 }: DeadLetterPage) {
  return { offset: count(offset), limit: count(limit) }
}

const count = (value: number): number =>
  Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, Math.floor(value) || 0))

function letterOf({ id, since, attempt, error, content }: LetterRow): DeadLetter {
  const job = attempt === undefined ? undefined : jobOf(content, attempt)
  return { id: String(id), job, raw: job === undefined ? content : undefined, error, failedAt: since }
}

function jobOf(content: string, attempt: number): CallbackJob | undefined {
  try {
    return readContent(content, attempt)
  } catch {
    return undefined
  }
}
