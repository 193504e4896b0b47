import { defaultDriver } from '../../src/driver/default-driver.js'
import type { SqliteConnection, SqliteDriver, SqliteValue } from '../../src/driver/driver.js'

/** Answers what a statement is to fail with, or nothing. */
export type Fault = (sql: string, values: readonly SqliteValue[]) => unknown

/** An error as SQLite reports it. */
export const sqliteError = (errcode: number, message: string): Error =>
  Object.assign(new Error(message), { errcode })

/** The real library, with a fault that a test turns on and off, and a way to lose all connections at once. */
export class FaultyDriver implements SqliteDriver {
  readonly name = 'faulty'
  /** What each connection begins with. */
  prologue: string | undefined
  fault: Fault | undefined
  /** The same for a statement that is carried out, and reported as failed all the same. */
  falseReport: Fault | undefined
  /** How often a file was opened. */
  opened = 0
  readonly #real = defaultDriver()
  readonly #connections = new Set<SqliteConnection>()
  #isDead = false

  open(file: string): SqliteConnection {
    this.#check(`open ${file}`)
    this.opened++
    const db = this.#real.open(file)
    this.#connections.add(db)
    if (this.prologue !== undefined) db.exec(this.prologue)
    return {
      exec: (sql) => {
        this.#check(sql)
        db.exec(sql)
        const report = this.falseReport?.(sql, [])
        if (report !== undefined) throw report
      },
      prepare: (sql) => {
        this.#check(sql)
        const statement = db.prepare(sql)
        return {
          run: (...values) => {
            this.#check(sql, values)
            return statement.run(...values)
          },
          get: (...values) => {
            this.#check(sql, values)
            return statement.get(...values)
          },
          all: (...values) => {
            this.#check(sql, values)
            return statement.all(...values)
          },
        }
      },
      close: () => {
        if (this.#connections.delete(db)) db.close()
      },
    }
  }

  /** Asks the connection that was opened last. */
  ask(sql: string): unknown {
    return [...this.#connections].at(-1)?.prepare(sql).get()
  }

  /** What the end of a process does to its connections: they are gone, with their locks, and nothing works any more. */
  die(): void {
    this.#isDead = true
    for (const db of this.#connections) db.close()
    this.#connections.clear()
  }

  #check(sql: string, values: readonly SqliteValue[] = []): void {
    if (this.#isDead) throw new Error('this process is dead')
    const error = this.fault?.(sql, values)
    if (error !== undefined) throw error
  }
}
