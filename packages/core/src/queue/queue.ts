import type { CallbackJob } from './job.js'

/** Handles one job; rejecting means it was not handled. The signal aborts when the queue gives up waiting. */
export type ProcessJob = (job: CallbackJob, signal: AbortSignal) => Promise<void>

/** How many jobs are where. */
export interface QueueStats {
  /** Ready and waiting for a consumer. */
  readonly waiting: number
  /** Being handled now. */
  readonly active: number
  /** Failed before, waiting for their next attempt. */
  readonly delayed: number
  /** Given up: dead letters. */
  readonly failed: number
}

/** How many consumers there are. */
export interface ConsumerStats {
  /** Always there: the queue's `concurrency`. */
  readonly master: number
  /** Started because the queue was full; they retire when it is empty. */
  readonly assist: number
}

export interface CloseOptions {
  /** Handle what is waiting first. Default true. */
  readonly drain?: boolean | undefined
  /** Milliseconds to wait for that. Default 10,000. */
  readonly timeout?: number | undefined
}

/** Where async events wait for their handler. The memory queue, and every durable one, implement this. */
export interface CallbackQueue {
  /** Resolves when the job is as safe as this queue makes it; rejects when it could not be stored. */
  enqueue(job: CallbackJob): Promise<void>
  /** Starts handling jobs. A queue has one consumer: a second call throws. */
  consume(process: ProcessJob): void
  stats(): QueueStats | Promise<QueueStats>
  consumers(): ConsumerStats
  /** Takes no more jobs, finishes what runs and, unless told otherwise, what waits. Calling it again waits for the same. */
  close(options?: CloseOptions): Promise<void>
}
