import { defaultDriver } from '../../src/driver/default-driver.js'
import type { SqliteValue } from '../../src/driver/driver.js'

/** Runs one statement on a file, as somebody else would, and answers its rows. */
export function runSql(file: string, sql: string, ...values: SqliteValue[]): unknown[] {
  const db = defaultDriver().open(file)
  try {
    db.exec('PRAGMA busy_timeout = 1000')
    return db.prepare(sql).all(...values)
  } finally {
    db.close()
  }
}
