import type { DeadLetters } from './dead-letters.js'
import type { CallbackJob } from './job.js'

/** Handles one job; rejecting means it was not handled. The signal aborts when the queue gives up waiting. */
export type ProcessJob = (job: CallbackJob, signal: AbortSignal) => Promise<void>

/** How many jobs are where. */
export interface QueueStats {
  /** Ready and waiting for a consumer. */
  readonly waiting: number
  /** Being handled now, in whatever process. */
  readonly active: number
  /** Failed before, waiting for their next attempt. */
  readonly delayed: number
  /** Given up: dead letters. */
  readonly failed: number
}

/** How many consumers this process has. */
export interface ConsumerStats {
  /** The queue's `concurrency`; 0 where nothing is consumed. */
  readonly master: number
  /** Started because the queue was full; they retire when it is empty. */
  readonly assist: number
}

export interface CloseOptions {
  /**
   * Finish what runs first, and what waits, too, where it would be lost otherwise. Default true. False: do not begin
   * anything more; what runs is still waited for.
   */
  readonly drain?: boolean | undefined
  /** Milliseconds to wait for that; then the jobs that run see their signal aborted. Default 10,000. */
  readonly timeout?: number | undefined
}

/**
 * Where async events wait for their handler: the port that the memory queue and every durable queue implement. What
 * implementations have in common is tested by `queueConformance` of `@im-callback/testing/conformance`.
 *
 * - At least once: a job leaves the queue when `process` resolved, when it became a dead letter, or when someone
 *   discarded it; a durable queue hands out again what a dead process was handling.
 * - First in, first out, in the order in which `enqueue` was called in one process, as far as `concurrency` allows: jobs
 *   that are tried again lose their place.
 * - A job that fails, or cannot be read, never holds up the others.
 */
export interface CallbackQueue {
  /** Whether what waits outlives this process: such queues leave it where it is on `close`. */
  readonly isDurable: boolean
  /** Jobs that were given up, where the queue keeps them. */
  readonly deadLetters?: DeadLetters | undefined
  /**
   * Resolves when the job is as safe as this queue makes it; rejects with `queue_unavailable` when it was not stored, or
   * when that cannot be known.
   */
  enqueue(job: CallbackJob): Promise<void>
  /** Starts handling jobs in this process. A queue object has one consumer: a second call throws. */
  consume(process: ProcessJob): void
  stats(): QueueStats | Promise<QueueStats>
  consumers(): ConsumerStats
  /** Takes no more jobs and begins no more of a durable queue's, finishes what runs. Calling it again waits for the same. */
  close(options?: CloseOptions): Promise<void>
}
