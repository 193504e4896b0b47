import {
  alreadyConsumed,
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
import type { Queue } from 'bullmq'
import { attempt } from './bull/attempt.js'
import { Consumer } from './bull/consumer.js'
import { Producer } from './bull/producer.js'
import { BullMqDeadLetters, stalledTooOften } from './dead-letters.js'
import { type BullMqQueueOptions, type Settings, settingsFrom } from './options.js'
import { openProducer } from './redis/client.js'
import { warnOfEviction } from './redis/eviction.js'
import { Link } from './redis/link.js'
import { withoutCommand } from './redis/store-error.js'

/** Milliseconds BullMQ has, when the handlers are through, to say so to Redis. */
const settlingTime = 1000

/**
 * Jobs in Redis, kept and handed out by BullMQ: for several machines, and for apps that have BullMQ already.
 *
 * - `enqueue` resolves when Redis has the job. Whether that survives a crash of Redis is up to its persistence.
 * - Handed out at least once. A job whose process dies comes back within one and a half times `lease`.
 * - `Attempt` counts all attempts, interrupted ones included; `retry.attempts` only those that threw.
 * - Dead letters are BullMQ's failed jobs; there is no limit to their number but the memory of Redis.
 *
 * @example
 * ```ts
 * import { BullMqQueue } from '@im-callback/bullmq'
 * import { CallbackHandler } from '@im-callback/core'
 *
 * const im = new CallbackHandler({ queue: new BullMqQueue({ connection: 'redis://127.0.0.1:6379' }) })
 * im.on('C2C.CallbackAfterSendMsg', { async: true, handle: (event) => console.log(event.id) })
 * ```
 */
export class BullMqQueue implements CallbackQueue {
  readonly isDurable = true
  readonly deadLetters: DeadLetters
  /**
   * BullMQ's own queue, to look at with BullMQ's tools, bull-board among them. Each job has the command as its name and
   * the `CallbackJob` as its data.
   */
  readonly bull: Queue
  readonly #settings: Settings
  readonly #producer: Producer
  readonly #link: Link
  readonly #slots: Slots
  /** How to give back each job that runs. */
  readonly #running = new Set<() => void>()
  readonly #jobOptions
  #consumer: Consumer | undefined
  #isClosed = false
  #isDisconnecting = false
  #closing: Promise<void> | undefined

  /** @throws TypeError when an option is wrong; that Redis cannot be reached is logged, and waited for */
  constructor(options: BullMqQueueOptions) {
    const settings = settingsFrom(options)
    const { connection, name, prefix, retry, logger, timers } = settings
    this.#settings = settings
    const client = openProducer(connection)
    client.on('error', (error) => this.#warn(error))
    warnOfEviction(client, logger)
    this.#link = new Link({ client, patience: settings.timeout, timers })
    // BullMQ reads the version of Redis first, and never recovers when the connection breaks just then.
    this.#producer = new Producer(name, { connection: client, prefix, skipVersionCheck: true })
    this.#producer.on('error', (error) => this.#warn(error))
    this.bull = this.#producer
    this.deadLetters = new BullMqDeadLetters(this.#producer, this.#link)
    this.#slots = new Slots(settings.concurrency, timers)
    // No jobId of ours: while a job of the same id is kept, dead letters among them, BullMQ drops another without a word.
    this.#jobOptions = { attempts: retry.attempts }
  }

  async enqueue(job: CallbackJob): Promise<void> {
    if (this.#isClosed) throw closedQueue()
    await this.#link.ask(() => this.#producer.add(job.CallbackCommand, job, this.#jobOptions))
  }

  consume(process: ProcessJob): void {
    if (this.#consumer !== undefined) throw alreadyConsumed()
    if (this.#isClosed) return
    const { logger, retry } = this.#settings
    const options = { process, slots: this.#slots, running: this.#running, retry, logger }
    const consumer = new Consumer(this.#settings, (job, token) => attempt(job, token, options))
    this.#consumer = consumer
    consumer.on('error', (error) => this.#warn(error))
    consumer.on('stalled', (id) => {
      logger.warn(
        `im-callback: job ${id} was interrupted and is handed out again: its process died, or was too busy`,
      )
    })
    consumer.on('failed', (job) => {
      if (job?.failedReason !== stalledTooOften) return
      logger.error(`im-callback: job ${job.id} was interrupted too often and is a dead letter now`)
    })
    consumer.run().catch((error) => this.#warn(error))
  }

  async stats(): Promise<QueueStats> {
    const counts = await this.#link.ask(() =>
      this.#producer.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed'),
    )
    const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = counts
    return { waiting: waiting + prioritized, active, delayed, failed }
  }

  consumers(): ConsumerStats {
    return { master: this.#consumer === undefined ? 0 : this.#settings.concurrency, assist: 0 }
  }

  /** What runs after the timeout goes back to the queue, for another process to begin it anew. */
  close(options: CloseOptions = {}): Promise<void> {
    this.#closing ??= this.#close(options)
    return this.#closing
  }

  async #close({ timeout = 10_000 }: CloseOptions): Promise<void> {
    this.#isClosed = true
    const consumer = this.#consumer
    if (consumer !== undefined) {
      const closed = consumer.close()
      await this.#slots.finish(timeout, closedQueue())
      for (const giveBack of this.#running) giveBack()
      await this.#settled(closed)
      this.#isDisconnecting = true
      consumer.disconnectAll()
    }
    this.#isDisconnecting = true
    await this.#link.close()
    await this.#producer.close()
  }

  async #settled(closed: Promise<void>): Promise<void> {
    const { timers } = this.#settings
    let timer: unknown
    const late = new Promise<void>((resolve) => {
      timer = timers.set(resolve, settlingTime)
    })
    await Promise.race([closed, late])
    timers.clear(timer)
  }

  #warn(error: unknown): void {
    if (this.#isDisconnecting) return
    const { name, logger } = this.#settings
    logger.warn(`im-callback: BullMQ queue "${name}": ${withoutCommand(error).message}`)
  }
}
