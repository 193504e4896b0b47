/**
 * A durable queue for im-callback in one SQLite file.
 *
 * @packageDocumentation
 */
export type { SqliteConnection, SqliteDriver, SqliteStatement, SqliteValue } from './driver/driver.js'
export type { Durability } from './file/connect.js'
export type { FinishedJob, FinishedJobs } from './finished-jobs.js'
export type { SqliteQueueOptions } from './options.js'
export { SqliteQueue } from './sqlite-queue.js'
