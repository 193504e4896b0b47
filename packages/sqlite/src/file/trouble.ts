/**
 * What a failed access means for the next one.
 * - `busy`: another process holds the lock; try again soon.
 * - `full`: no room; what takes none may still succeed.
 * - `broken`: the connection cannot be relied on any more.
 * - `other`: this one change is at fault.
 */
export type Trouble = 'busy' | 'full' | 'broken' | 'other'

interface Meaning {
  readonly trouble: Trouble
  /** SQLite's own words, where a library passes on nothing else. */
  readonly words: string
  /** What happened and what to do, to follow the name of the file. */
  readonly text: string
}

/** By SQLite's primary result code: https://www.sqlite.org/rescode.html */
const meanings: Readonly<Record<number, Meaning>> = {
  1: {
    trouble: 'broken',
    words: 'SQL logic error',
    text: 'is not what this queue made: let nothing else change its tables',
  },
  5: {
    trouble: 'busy',
    words: 'database is locked',
    text: 'is locked by another process: end what keeps a transaction open on it',
  },
  6: {
    trouble: 'busy',
    words: 'database table is locked',
    text: 'is locked in this process: end what keeps a transaction open on it',
  },
  8: {
    trouble: 'broken',
    words: 'attempt to write a readonly database',
    text: 'cannot be written: check the permissions of the file and of its folder, and that the disk is not mounted read-only',
  },
  10: {
    trouble: 'broken',
    words: 'disk I/O error',
    text: 'cannot be read or written: the disk reports an error; look at the system log',
  },
  11: {
    trouble: 'broken',
    words: 'database disk image is malformed',
    text: 'is damaged: move it away together with its -wal and -shm files, and save what is left with the .recover command of sqlite3',
  },
  13: {
    trouble: 'full',
    words: 'database or disk is full',
    text: 'cannot grow: make room on its disk',
  },
  14: {
    trouble: 'broken',
    words: 'unable to open database file',
    text: 'cannot be opened: check that its folder exists, and that this process may read and write there',
  },
  15: {
    trouble: 'busy',
    words: 'locking protocol',
    text: 'is locked by another process that is just opening it',
  },
  21: {
    trouble: 'broken',
    words: 'bad parameter or other API misuse',
    text: 'was closed under this queue',
  },
  26: {
    trouble: 'broken',
    words: 'file is not a database',
    text: 'is no SQLite database: name another file, or move this one away',
  },
}

const unknown: Meaning = { trouble: 'other', words: '', text: 'refused a change' }

const ioError = 10

/** SQLite's primary result code; 0 when something else went wrong. */
function primary(error: unknown): number {
  if (typeof error !== 'object' || error === null) return 0
  if ('errcode' in error && typeof error.errcode === 'number') return error.errcode & 0xff
  // `all` of @photostructure/sqlite 1.2 fails with the words alone.
  const words = messageOf(error)
  return Number(Object.entries(meanings).find(([, meaning]) => meaning.words === words)?.[0] ?? 0)
}

/** Whether the disk failed, so that what was written may not be there. */
export const isDiskFailure = (error: unknown): boolean => primary(error) === ioError

/** The file is not the one this queue can use: nothing but another file helps. */
export class WrongFile extends Error {
  override readonly name = 'WrongFile'
}

export function troubleOf(error: unknown): Trouble {
  if (error instanceof WrongFile) return 'broken'
  return (meanings[primary(error)] ?? unknown).trouble
}

/** One sentence for the operator. */
export function explain(file: string, error: unknown): string {
  if (error instanceof WrongFile) return error.message
  const { text } = meanings[primary(error)] ?? unknown
  return `The queue's file ${file} ${text} (${messageOf(error)}).`
}

function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error)
}
