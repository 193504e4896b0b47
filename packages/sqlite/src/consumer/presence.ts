import { chmodSync, closeSync, existsSync, openSync, rmSync, statSync } from 'node:fs'
import type { SqliteConnection, SqliteDriver } from '../driver/driver.js'

/**
 * A consumer is there as long as it holds a lock on a file of its own. The operating system lets go of it when the process
 * ends, however it ends, so that no clock and no heartbeat decides about life and death: a clock may jump, a process may
 * be suspended.
 */
export class Presence {
  readonly id: number
  readonly #path: string
  readonly #db: SqliteConnection

  /** @throws what SQLite throws when the folder cannot be written */
  constructor(driver: SqliteDriver, file: string, id: number) {
    this.id = id
    this.#path = lockPath(file, id)
    closeSync(openSync(this.#path, 'a'))
    chmodSync(this.#path, statSync(file).mode)
    this.#db = driver.open(this.#path)
    try {
      this.#db.exec(lock)
    } catch (error) {
      this.end()
      throw error
    }
  }

  end(): void {
    this.#db.close()
    removeLock(this.#path)
  }
}

/** Without waiting, and without a journal beside the file: nothing is written. */
const lock = 'PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE'

const lockPath = (file: string, id: number): string => `${file}-consumer-${id}`

/** Whether a consumer is gone for good. False as well when that cannot be found out: its jobs are better late than twice. */
export function isGone(driver: SqliteDriver, file: string, id: number): boolean {
  const path = lockPath(file, id)
  if (!existsSync(path)) return true
  let db: SqliteConnection | undefined
  try {
    db = driver.open(path)
    db.exec(lock)
    return true
  } catch {
    return false
  } finally {
    db?.close()
  }
}

/** Removes what a consumer that is gone left behind. */
export const forget = (file: string, id: number): void => removeLock(lockPath(file, id))

function removeLock(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // An empty file that is left over does no harm.
  }
}
