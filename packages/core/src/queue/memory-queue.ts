import { CallbackError } from '../errors.js'
import { checkOptionNames } from '../nearest.js'
import { type Clock, systemTimers, type Timers } from '../time.js'
import type { DeadLetters } from './dead-letters.js'
import { alreadyConsumed, atLeastOne, closedQueue } from './for-authors.js'
import type { CallbackJob } from './job.js'
import { MemoryDeadLetters } from './memory-dead-letters.js'
import type { CallbackQueue, CloseOptions, ConsumerStats, ProcessJob, QueueStats } from './queue.js'
import { type RetryOptions, type RetryPolicy, retryDelay, retryPolicy } from './retry.js'
import { sharedSignal } from './shared-signal.js'
import { WaitingLine } from './waiting-line.js'

export interface MemoryQueueOptions {
  /** How many jobs may wait, those between two attempts included. Default 1,000; below 1 is an error. */
  readonly capacity?: number | undefined
  /** How many jobs are handled at once. Default 16; below 1 is 1. */
  readonly concurrency?: number | undefined
  /** How many more consumers a full queue may start; they retire when it is empty. Default: `concurrency`. */
  readonly assistants?: number | undefined
  readonly retry?: RetryOptions | undefined
  /** How many dead letters are kept; the oldest goes first. Default 1,000. */
  readonly deadLetterLimit?: number | undefined
  /** Default `Date.now`. */
  readonly clock?: Clock | undefined
  /** Default `setTimeout` and `clearTimeout`. */
  readonly timers?: Timers | undefined
  /** Spreads retries; answers 0 to 1. Default `Math.random`. */
  readonly random?: (() => number) | undefined
}

const optionNames = [
  'capacity',
  'concurrency',
  'assistants',
  'retry',
  'deadLetterLimit',
  'clock',
  'timers',
  'random',
] as const satisfies (keyof MemoryQueueOptions)[]

/**
 * Jobs in this process' memory: fast, bounded, and gone when the process dies. For development, and for events
 * whose loss is acceptable.
 *
 * @example
 * ```ts
 * import { CallbackHandler, MemoryQueue } from '@im-callback/core'
 *
 * const im = new CallbackHandler({ queue: new MemoryQueue({ capacity: 10_000, concurrency: 32 }) })
 * ```
 */
export class MemoryQueue implements CallbackQueue {
  readonly isDurable = false
  readonly deadLetters: DeadLetters
  readonly #letters: MemoryDeadLetters
  readonly #capacity: number
  readonly #concurrency: number
  readonly #assistants: number
  readonly #retry: RetryPolicy
  readonly #timers: Timers
  readonly #random: () => number
  readonly #waiting = new WaitingLine<CallbackJob>()
  readonly #delayed = new Map<CallbackJob, unknown>()
  readonly #abort = sharedSignal()
  #process: ProcessJob | undefined
  #active = 0
  #assist = 0
  #isKickedOff = false
  #isClosed = false
  #closing: Promise<void> | undefined
  #onIdle: (() => void) | undefined

  constructor(options: MemoryQueueOptions = {}) {
    checkOptionNames('MemoryQueue', options, optionNames)
    const { capacity = 1000, concurrency = 16, deadLetterLimit = 1000, clock = Date.now } = options
    if (!(capacity >= 1)) {
      throw new TypeError(
        `MemoryQueue: capacity is ${capacity}; give the number of jobs that may wait, 1 or more.`,
      )
    }
    this.#capacity = capacity
    this.#concurrency = atLeastOne(concurrency)
    this.#assistants = options.assistants ?? this.#concurrency
    this.#retry = retryPolicy(options.retry)
    this.#timers = options.timers ?? systemTimers
    this.#random = options.random ?? Math.random
    this.#letters = new MemoryDeadLetters({
      limit: deadLetterLimit,
      clock,
      replay: (job) => this.enqueue(job),
    })
    this.deadLetters = this.#letters
  }

  async enqueue(job: CallbackJob): Promise<void> {
    if (this.#isClosed) throw closedQueue()
    if (this.#waiting.length + this.#delayed.size >= this.#capacity && !this.#startAssistant()) {
      throw new CallbackError(
        'queue_unavailable',
        `The memory queue is full: ${this.#capacity} jobs are waiting. Raise capacity or concurrency.`,
      )
    }
    this.#waiting.push(job)
    this.#kickOff()
  }

  consume(process: ProcessJob): void {
    if (this.#process !== undefined) throw alreadyConsumed()
    this.#process = process
    this.#kickOff()
  }

  stats(): QueueStats {
    return {
      waiting: this.#waiting.length,
      active: this.#active,
      delayed: this.#delayed.size,
      failed: this.#letters.size,
    }
  }

  consumers(): ConsumerStats {
    return { master: this.#process === undefined ? 0 : this.#concurrency, assist: this.#assist }
  }

  close(options: CloseOptions = {}): Promise<void> {
    this.#closing ??= this.#close(options)
    return this.#closing
  }

  async #close({ drain = true, timeout = 10_000 }: CloseOptions): Promise<void> {
    this.#isClosed = true
    if (!drain) this.#process = undefined
    for (const job of [...this.#delayed.keys()]) this.#endDelay(job)
    await this.#idle(timeout)
    this.#process = undefined
    this.#abort.abort(closedQueue())
  }

  /** Takes one more job off a full line, if there may be one more consumer; answers whether that made room. */
  #startAssistant(): boolean {
    if (this.#process === undefined || this.#assist >= this.#assistants || this.#waiting.length === 0)
      return false
    this.#assist++
    this.#fill()
    return this.#waiting.length + this.#delayed.size < this.#capacity
  }

  /** Begins after the present request has its answer: a handler that computes for long must not delay it. */
  #kickOff(): void {
    if (this.#isKickedOff || this.#process === undefined || this.#active >= this.#slots) return
    this.#isKickedOff = true
    this.#timers.set(() => {
      this.#isKickedOff = false
      this.#fill()
    }, 0)
  }

  get #slots(): number {
    return this.#concurrency + this.#assist
  }

  #fill(): void {
    while (this.#process !== undefined && this.#active < this.#slots) {
      const job = this.#waiting.shift()
      if (job === undefined) break
      this.#active++
      void this.#run(this.#process, job)
    }
    if (this.#waiting.length === 0) this.#assist = Math.max(0, this.#active - this.#concurrency)
    if (this.#isIdle) this.#onIdle?.()
  }

  async #run(process: ProcessJob, job: CallbackJob): Promise<void> {
    try {
      await process(job, this.#abort.signal)
    } catch (error) {
      this.#failed(job, error)
    }
    this.#active--
    this.#fill()
  }

  #failed(job: CallbackJob, error: unknown): void {
    if (job.Attempt >= this.#retry.attempts) {
      this.#letters.add(job, error)
      return
    }
    const again = { ...job, Attempt: job.Attempt + 1 }
    const delay = this.#isClosed ? 0 : retryDelay(this.#retry, job.Attempt, this.#random)
    this.#delayed.set(
      again,
      this.#timers.set(() => this.#endDelay(again), delay),
    )
  }

  #endDelay(job: CallbackJob): void {
    this.#timers.clear(this.#delayed.get(job))
    this.#delayed.delete(job)
    this.#waiting.push(job)
    this.#kickOff()
  }

  /** Nothing runs, and nothing will: without a consumer what waits goes on waiting. */
  get #isIdle(): boolean {
    const willRun = this.#process === undefined ? 0 : this.#waiting.length + this.#delayed.size
    return this.#active + willRun === 0
  }

  async #idle(timeout: number): Promise<void> {
    if (this.#isIdle) return
    await new Promise<void>((resolve) => {
      const timer = this.#timers.set(resolve, timeout)
      this.#onIdle = () => {
        this.#timers.clear(timer)
        resolve()
      }
    })
  }
}
