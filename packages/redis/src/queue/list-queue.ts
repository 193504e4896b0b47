import {
  alreadyConsumed,
  atLeastOne,
  type CallbackJob,
  type CallbackQueue,
  type CloseOptions,
  type ConsumerStats,
  closedQueue,
  type DeadLetters,
  type Logger,
  type ProcessJob,
  type QueueStats,
  retryPolicy,
  Slots,
  safeLogger,
  systemTimers,
  type Timers,
} from '@im-callback/core/queue'
import { type Access, access } from './access.js'
import { Consumer } from './consumer.js'
import { writeElement } from './element.js'
import { Inlet } from './inlet.js'
import { interrupted } from './interrupted.js'
import { checkListQueueOptions, type ListQueueOptions } from './options.js'
import { unavailable } from './unavailable.js'

/** A job is handled once: the plain list cannot keep one for later. */
const once = { attempts: 1 }
/** Milliseconds for giving jobs back after the timeout of `close`; a client of three functions blocks for one second. */
const lastWords = 2500

/**
 * A Redis list as queue: the one the original Go library pushes to and pops from, with its elements, so that programs
 * of both kinds can share it.
 *
 * Without `reliable`, the list is all there is: `enqueue` pushes (RPUSH), a consumer pops (BLPOP). What waits is as safe
 * as Redis is configured to keep it; what is popped is lost when its process dies; what fails becomes a dead letter at
 * once.
 *
 * With `reliable: true`, a job stays in Redis until it is handled. Failed ones are tried again, and what a process was
 * handling that died is handed out again (at least once), counted in `Attempt`, at most `maxInterruptions` times.
 * Producers, Go programs included, push as before; all consumers of the list must be reliable ones.
 *
 * While Redis is away `enqueue` rejects within `timeout`, and consumers wait until it is back.
 *
 * @example
 * ```ts
 * import { CallbackHandler } from '@im-callback/core'
 * import { ListQueue } from '@im-callback/redis'
 * import { Redis } from 'ioredis'
 *
 * const queue = new ListQueue({ client: new Redis(), key: 'callbacks', reliable: true })
 * export const im = new CallbackHandler({ queue })
 * ```
 */
export class ListQueue implements CallbackQueue {
  readonly isDurable = true
  /** Undefined when the client is three functions: then they are in the list `{key}:dead:list`. */
  readonly deadLetters: DeadLetters | undefined
  readonly #options: ListQueueOptions
  readonly #concurrency: number
  readonly #timers: Timers
  readonly #logger: Logger
  readonly #access: Access
  readonly #inlet: Inlet
  readonly #slots: Slots
  #consumer: Consumer | undefined
  #closing: Promise<void> | undefined

  /** @throws TypeError when an option is missing or cannot mean anything; never because Redis is away */
  constructor(options: ListQueueOptions) {
    checkListQueueOptions(options)
    retryPolicy(options.retry)
    const { concurrency = 16, timers = systemTimers, clock = Date.now, logger = console } = options
    this.#options = options
    this.#concurrency = atLeastOne(concurrency)
    this.#timers = timers
    this.#logger = safeLogger(logger, clock)
    this.#slots = new Slots(this.#concurrency, timers)
    this.#access = access(options, {
      timers,
      logger: this.#logger,
      interrupted: (element) => this.#interrupted(element),
      admit: () => this.#inlet.admit(),
    })
    this.#inlet = new Inlet({ ...options, timers, access: this.#access })
    this.deadLetters = this.#access.deadLetters
  }

  async enqueue(job: CallbackJob): Promise<void> {
    if (this.#closing !== undefined) throw closedQueue()
    await this.#inlet.push(writeElement({ job, interruptions: 0 }))
  }

  consume(process: ProcessJob): void {
    if (this.#consumer !== undefined) throw alreadyConsumed()
    if (this.#closing !== undefined) return
    const { reliable, retry, clock = Date.now, random = Math.random } = this.#options
    this.#access.store.begin?.()
    this.#consumer = new Consumer({
      process,
      store: this.#access.store,
      slots: this.#slots,
      concurrency: this.#concurrency,
      retry: retryPolicy(reliable ? retry : once),
      interrupted: (element) => this.#interrupted(element),
      clock,
      random,
      timers: this.#timers,
      logger: this.#logger,
    })
  }

  /** How many jobs are where. Without `reliable`, `active` counts this process only. */
  async stats(): Promise<QueueStats> {
    const { store } = this.#access
    try {
      const [waiting, active, delayed, failed] = await Promise.all([
        store.length(),
        store.active?.() ?? this.#slots.active,
        store.delayed?.() ?? 0,
        store.failed(),
      ])
      return { waiting, active, delayed, failed }
    } catch (error) {
      throw unavailable('The counts of the Redis list cannot be read', error)
    }
  }

  consumers(): ConsumerStats {
    return { master: this.#consumer === undefined ? 0 : this.#concurrency, assist: 0 }
  }

  /** What waits stays in the list; what is still handled after the timeout goes back to it, as interrupted. */
  close(options: CloseOptions = {}): Promise<void> {
    this.#closing ??= this.#close(options)
    return this.#closing
  }

  async #close({ timeout = 10_000 }: CloseOptions): Promise<void> {
    const begun = performance.now()
    this.#consumer?.stop()
    await this.#slots.finish(timeout, closedQueue())
    const left = Math.max(0, timeout - (performance.now() - begun)) + lastWords
    const isIdle = (await this.#consumer?.finish(left)) ?? true
    await this.#inlet.idle()
    await this.#access.end(isIdle)
  }

  #interrupted(element: string) {
    const { maxInterruptions = 10, clock = Date.now } = this.#options
    return interrupted(element, { maxInterruptions, now: clock() })
  }
}
