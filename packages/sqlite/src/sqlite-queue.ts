import {
  alreadyConsumed,
  CallbackError,
  type CallbackJob,
  type CallbackQueue,
  type CloseOptions,
  type ConsumerStats,
  closedQueue,
  type DeadLetters,
  type ProcessJob,
  type QueueStats,
  Slots,
} from '@im-callback/core/queue'
import { Attendance } from './consumer/attendance.js'
import { Consumer } from './consumer/consumer.js'
import { SqliteDeadLetters } from './dead-letters.js'
import { openEarly } from './file/open-early.js'
import { Store } from './file/store.js'
import { explain } from './file/trouble.js'
import { type FinishedJobs, finishedJobs } from './finished-jobs.js'
import { readOptions, type Settings, type SqliteQueueOptions } from './options.js'
import type { Tables } from './tables/tables.js'
import type { Change } from './write/change.js'
import { CommitGroup } from './write/commit-group.js'

/** Milliseconds for the last writes on closing, when all time was used up before. */
const lastWrites = 1000

/**
 * Jobs in a SQLite file: durable, without a server, for all processes of one machine.
 *
 * - `enqueue` resolves when the job is committed, as safely as {@link SqliteQueueOptions.durability} says. What is
 *   enqueued at the same time shares a commit. It rejects with `queue_unavailable` when the file cannot be written, is
 *   locked for longer than `busyTimeout`, or has reached `maxSize`; and it works again when the cause is gone.
 * - A job whose handler throws is tried again as `retry` says, then it is a dead letter. A job whose process dies goes
 *   back to its place, as soon as another consumer sees that: at start and twice a second. The process that handles a job
 *   holds a lock, which the operating system gives free when the process ends; no lease runs out, and clock jumps do
 *   neither lose nor double anything. A process that hangs keeps its jobs until it is ended.
 * - `Attempt` counts interrupted attempts, too.
 * - What cannot be read as a job becomes a dead letter with `raw`; the logger is told.
 *
 * @throws TypeError when an option is wrong
 * @throws Error when the file cannot be made, is damaged, or belongs to something else. A file that is locked, or whose
 *   disk is full or fails, does not throw: the queue goes on trying.
 * @example
 * ```ts
 * import { CallbackHandler } from '@im-callback/core'
 * import { SqliteQueue } from '@im-callback/sqlite'
 *
 * const im = new CallbackHandler({ queue: new SqliteQueue({ file: 'callbacks.sqlite' }) })
 * ```
 */
export class SqliteQueue implements CallbackQueue {
  readonly isDurable = true
  /** Jobs that were given up, by whatever process. */
  readonly deadLetters: DeadLetters
  /** Jobs that were handled, as long as {@link SqliteQueueOptions.retention} keeps them. */
  readonly finished: FinishedJobs
  readonly #settings: Settings
  readonly #store: Store
  readonly #group: CommitGroup
  readonly #slots: Slots
  #consumer: Consumer | undefined
  #attendance: Attendance | undefined
  #isClosed = false
  #closing: Promise<void> | undefined

  constructor(options: SqliteQueueOptions) {
    const settings = readOptions(options)
    const { file, timers, logger } = settings
    this.#settings = settings
    this.#store = new Store(settings)
    openEarly(this.#store, settings)
    this.#group = new CommitGroup({ store: this.#store, file, timers, logger })
    this.#slots = new Slots(settings.concurrency, timers)
    this.deadLetters = new SqliteDeadLetters({
      read: (work) => this.#read(work),
      write: (change) => this.#write(change),
      patience: settings.busyTimeout,
    })
    this.finished = finishedJobs((work) => this.#read(work))
  }

  async enqueue(job: CallbackJob): Promise<void> {
    const { busyTimeout: patience } = this.#settings
    const text = JSON.stringify(job)
    await this.#write<void>({
      bytes: text.length,
      patience,
      apply: (tables) => {
        if (this.#isCrowded(tables)) return { refused: this.#full() }
        tables.jobs.insert(text, attemptsBefore(job))
        return { value: undefined }
      },
    })
  }

  consume(process: ProcessJob): void {
    if (this.#consumer !== undefined) throw alreadyConsumed()
    if (this.#isClosed) return
    const isCrowded = (tables: Tables) => this.#isCrowded(tables)
    const consumer = new Consumer({
      ...this.#settings,
      process,
      group: this.#group,
      slots: this.#slots,
      settlement: { ...this.#settings, isCrowded },
    })
    this.#consumer = consumer
    this.#attendance = new Attendance({
      ...this.#settings,
      store: this.#store,
      group: this.#group,
      onSignedIn: (id) => consumer.start(id),
    })
    this.#attendance.start()
  }

  async stats(): Promise<QueueStats> {
    return this.#read(({ jobs }) => ({
      waiting: jobs.count('waiting'),
      active: jobs.count('active'),
      delayed: jobs.count('delayed'),
      failed: jobs.count('failed'),
    }))
  }

  consumers(): ConsumerStats {
    return { master: this.#consumer === undefined ? 0 : this.#settings.concurrency, assist: 0 }
  }

  close(options: CloseOptions = {}): Promise<void> {
    this.#closing ??= this.#close(options)
    return this.#closing
  }

  /** What waits stays, whatever `drain` says. */
  async #close({ timeout = 10_000 }: CloseOptions): Promise<void> {
    this.#isClosed = true
    const end = performance.now() + timeout
    this.#consumer?.stop()
    await this.#consumer?.finish(timeout)
    this.#attendance?.stop()
    await this.#group.close(Math.max(lastWrites, end - performance.now()))
    this.#attendance?.end()
    this.#store.close()
  }

  #write<T>(change: Change<T>): Promise<T> {
    return this.#isClosed ? Promise.reject(closedQueue()) : this.#group.write(change)
  }

  #read<T>(work: (tables: Tables) => T): T {
    try {
      return this.#store.read(work)
    } catch (error) {
      if (CallbackError.is(error)) throw error
      this.#store.failed(error)
      throw new CallbackError('queue_unavailable', explain(this.#settings.file, error), { cause: error })
    }
  }

  #isCrowded(tables: Tables): boolean {
    return tables.usedBytes() >= this.#settings.maxSize
  }

  #full(): CallbackError {
    const { file, maxSize } = this.#settings
    return new CallbackError(
      'queue_unavailable',
      `The queue's file ${file} has reached its maxSize of ${maxSize} bytes: handle more at once, discard dead letters, or raise maxSize.`,
    )
  }
}

/** How many attempts were begun before it came here. */
const attemptsBefore = ({ Attempt }: CallbackJob): number => Math.max(0, Math.floor(Attempt) - 1 || 0)
