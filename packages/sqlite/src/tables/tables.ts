import type { SqliteConnection } from '../driver/driver.js'
import { consumerTable } from './consumers.js'
import { delayedTable } from './delayed.js'
import { finishedTable } from './finished.js'
import { jobTable } from './jobs.js'
import { letterTable } from './letters.js'
import { numberIn } from './row.js'

/** Everything a queue asks of its file, prepared once per connection. */
export function prepareTables(db: SqliteConnection) {
  const pages = db.prepare('PRAGMA page_count')
  const freePages = db.prepare('PRAGMA freelist_count')
  const pageSize = numberIn(db.prepare('PRAGMA page_size').get(), 'page_size')
  return {
    jobs: jobTable(db),
    delayed: delayedTable(db),
    letters: letterTable(db),
    finished: finishedTable(db),
    consumers: consumerTable(db),
    /** Bytes in use: pages that became free are used again. */
    usedBytes: (): number =>
      (numberIn(pages.get(), 'page_count') - numberIn(freePages.get(), 'freelist_count')) * pageSize,
  }
}

export type Tables = ReturnType<typeof prepareTables>
