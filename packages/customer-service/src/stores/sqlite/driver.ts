/** What the store binds to a statement. */
export type SqliteValue = string | number | bigint | Uint8Array | null

/** A prepared statement; `DatabaseSync` of `node:sqlite` prepares such. */
export interface SqliteStatement {
  run(...values: SqliteValue[]): unknown
  get(...values: SqliteValue[]): unknown
  all(...values: SqliteValue[]): unknown[]
  /** Whether integers arrive as bigint: msgids and ids may have 64 bits. */
  setReadBigInts(enabled: boolean): void
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
