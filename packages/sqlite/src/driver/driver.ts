/** What the queue binds to a statement. */
export type SqliteValue = string | number | null

/** A prepared statement; `DatabaseSync` of `node:sqlite` prepares such. */
export interface SqliteStatement {
  run(...values: SqliteValue[]): { readonly changes: number | bigint }
  get(...values: SqliteValue[]): unknown
  all(...values: SqliteValue[]): unknown[]
}

/** An open file. A subset of `DatabaseSync` of `node:sqlite`; errors carry SQLite's result code as `errcode`. */
export interface SqliteConnection {
  exec(sql: string): void
  prepare(sql: string): SqliteStatement
  close(): void
}

/** A library that opens SQLite files, version 3.37 or newer, in this process and at once. */
export interface SqliteDriver {
  /** For messages: `node:sqlite`. */
  readonly name: string
  /** Opens a file, and makes it when it is not there. */
  open(file: string): SqliteConnection
}
