import { closedQueue } from '@im-callback/core/queue'
import type { Tables } from '../tables/tables.js'
import { Checkpoints, leaveLog } from './checkpoint.js'
import { type Connection, connect, type FileOptions, identityOf } from './connect.js'
import { rollBack } from './schema.js'
import { isDiskFailure, type Trouble, troubleOf } from './trouble.js'

/** Milliseconds between two looks whether the file is still the one that is open. */
const lookEvery = 1000
/**
 * Milliseconds until a file that could not be opened is opened again, doubled each time: `@photostructure/sqlite` lets go
 * of a connection's files only when its statements are garbage-collected.
 */
const reopening = { first: 100, longest: 3000 }

/** The file, opened again whenever its connection cannot be relied on. */
export class Store {
  readonly #options: FileOptions
  readonly #checkpoints = new Checkpoints()
  #connection: Connection | undefined
  #failure: { readonly error: unknown; readonly until: number; readonly pause: number } | undefined
  #isLogSuspect = false
  #isOver = false
  #lookedAt = 0

  constructor(options: FileOptions) {
    this.#options = options
  }

  /** Opens the file, if it is not; answers where it really is. */
  open(): string {
    return this.#opened().path
  }

  /** All of it or nothing. */
  transaction<T>(work: (tables: Tables) => T): T {
    const { db, tables } = this.#opened()
    db.exec('BEGIN IMMEDIATE')
    try {
      const result = work(tables)
      db.exec('COMMIT')
      return result
    } catch (error) {
      rollBack(db)
      throw error
    }
  }

  read<T>(work: (tables: Tables) => T): T {
    return work(this.#opened().tables)
  }

  /** Notes what a transaction wrote. */
  wrote(changes: readonly { readonly bytes: number }[]): void {
    this.#checkpoints.wrote(changes)
  }

  get isCheckpointDue(): boolean {
    return this.#checkpoints.isDue
  }

  checkpoint(): void {
    this.#checkpoints.run(this.#opened().db)
  }

  /** What an error means for the next access; a connection that cannot be relied on is closed. */
  failed(error: unknown): Trouble {
    const trouble = troubleOf(error)
    if (isDiskFailure(error)) this.#isLogSuspect = true
    if (trouble === 'broken') this.#disconnect()
    return trouble
  }

  /** For good. */
  close(): void {
    this.#isOver = true
    if (this.#connection !== undefined) emptyLog(this.#connection.db)
    this.#disconnect()
  }

  #opened(): Connection {
    if (this.#isOver) throw closedQueue()
    this.#leaveIfReplaced()
    this.#connection ??= this.#connect()
    if (this.#isLogSuspect) this.#leaveSuspectLog(this.#connection)
    return this.#connection
  }

  #connect(): Connection {
    if (this.#failure !== undefined && performance.now() < this.#failure.until) throw this.#failure.error
    try {
      const connection = connect(this.#options)
      this.#failure = undefined
      return connection
    } catch (error) {
      const pause = Math.min(reopening.longest, (this.#failure?.pause ?? reopening.first / 2) * 2)
      this.#failure = { error, pause, until: performance.now() + pause }
      throw error
    }
  }

  #disconnect(): void {
    const { db } = this.#connection ?? {}
    this.#connection = undefined
    db?.close()
  }

  /** A file that was removed or replaced while it was open would take jobs that no one finds again. */
  #leaveIfReplaced(): void {
    if (this.#connection === undefined || performance.now() - this.#lookedAt < lookEvery) return
    this.#lookedAt = performance.now()
    if (identityOf(this.#connection.path) !== this.#connection.identity) this.#disconnect()
  }

  #leaveSuspectLog({ db }: Connection): void {
    if (!leaveLog(db)) throw new LogInUse()
    this.#isLogSuspect = false
  }
}

/** SQLite does so itself when the last connection is closed, which may be much later: see `reopening`. */
function emptyLog(db: Connection['db']): void {
  try {
    leaveLog(db)
  } catch {
    // Then it is read when the file is opened the next time.
  }
}

/** Looks like SQLite's own answer to a lock: try again soon. */
class LogInUse extends Error {
  readonly errcode = 5
  constructor() {
    super('other processes use a write-ahead log whose writing failed')
  }
}
