import type { SqliteConnection } from './driver.js'
import { rollBack } from './schema.js'
import type { Tables } from './tables.js'
import { isBroken, isOfOneChange } from './trouble.js'

/** Changes in one transaction: it must not hold up the process for long. */
const mostAtOnce = 256

interface Pending {
  apply(tables: Tables): void
  resolve(): void
  reject(error: unknown): void
}

/**
 * Writes what comes in during one turn of the event loop in one transaction: all of it shares a commit, and with that a
 * sync of the disk.
 */
export class CommitGroup {
  readonly #db: SqliteConnection
  readonly #tables: Tables
  #pending: Pending[] = []
  #isScheduled = false
  /** Once the disk has failed, what it says of later writes cannot be relied on. */
  #broken: unknown

  constructor(db: SqliteConnection, tables: Tables) {
    this.#db = db
    this.#tables = tables
  }

  /** Resolves when the change is committed; rejects when it is not. */
  write<T>(change: (tables: Tables) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      let result: { readonly value: T } | undefined
      this.#pending.push({
        apply: (tables) => {
          result = { value: change(tables) }
        },
        resolve: () => {
          if (result !== undefined) resolve(result.value)
        },
        reject,
      })
      this.#schedule()
    })
  }

  /** Writes all there is. */
  flush(): void {
    while (this.#pending.length > 0) this.#commit(this.#pending.splice(0, mostAtOnce))
  }

  #schedule(): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    setImmediate(() => {
      this.#isScheduled = false
      this.#commit(this.#pending.splice(0, mostAtOnce))
      if (this.#pending.length > 0) this.#schedule()
    })
  }

  #commit(batch: readonly Pending[]): void {
    if (batch.length === 0) return
    try {
      if (this.#broken !== undefined) throw this.#broken
      this.#transaction(batch)
    } catch (error) {
      if (isBroken(error)) this.#broken ??= error
      // What the file does not take of one sender costs the others nothing.
      if (batch.length > 1 && isOfOneChange(error)) for (const each of batch) this.#commit([each])
      else for (const { reject } of batch) reject(error)
      return
    }
    for (const { resolve } of batch) resolve()
  }

  #transaction(batch: readonly Pending[]): void {
    this.#db.exec('BEGIN IMMEDIATE')
    try {
      for (const { apply } of batch) apply(this.#tables)
      this.#db.exec('COMMIT')
    } catch (error) {
      rollBack(this.#db)
      throw error
    }
  }
}
