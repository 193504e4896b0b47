import { retryDelay, type Timers } from '@im-callback/core/queue'
import { Worker } from 'bullmq'
import type { Settings } from '../options.js'
import { disconnect, openWorker, type RedisClient } from '../redis/client.js'
import { type BullJob, type StoredData, StoredJob } from './stored-job.js'

/** Milliseconds between two looks for jobs when Redis answers with an error. */
const pauseAfterError = 1000

/** BullMQ's worker: it takes jobs, keeps their leases, and notices whose process is gone. */
export class Consumer extends Worker<StoredData, void, string> {
  readonly #clients: readonly RedisClient[]
  readonly #timers: Timers

  constructor(settings: Settings, handle: (job: BullJob, token?: string) => Promise<void>) {
    const { name, prefix, concurrency, retry, random, lease } = settings
    const { client, clients } = openWorker(settings.connection)
    super(name, handle, {
      connection: client,
      prefix,
      concurrency,
      autorun: false,
      lockDuration: lease,
      // Two looks have to find a job without a lock before it is handed out again: seldom ones make that long.
      stalledInterval: Math.ceil(lease / 2),
      // BullMQ's 1 gives up a job that met two restarts.
      maxStalledCount: settings.maxInterruptions,
      // BullMQ's 15 seconds keep jobs waiting when Redis is long back.
      runRetryDelay: pauseAfterError,
      removeOnComplete: { count: settings.keepCompleted },
      settings: { backoffStrategy: (attempts) => Math.ceil(retryDelay(retry, attempts, random)) },
    })
    this.#clients = clients
    this.#timers = settings.timers
  }

  /** Ends what BullMQ's own `close` may wait for without end when Redis does not answer. */
  disconnectAll(): void {
    for (const client of this.#clients) disconnect(client)
  }

  protected override get Job(): typeof StoredJob {
    return StoredJob
  }

  /** BullMQ asks again at once when Redis refuses, which keeps a processor busy. */
  protected override async moveToActive(...given: Parameters<Worker['moveToActive']>): Promise<BullJob> {
    try {
      return await super.moveToActive(...given)
    } catch (error) {
      if (this.closing === undefined) {
        await new Promise<void>((resolve) => this.#timers.set(resolve, pauseAfterError))
      }
      throw error
    }
  }
}
