import type { CallbackQueue, Clock, Logger, RetryOptions } from '@im-callback/core'

/** A queue implementation, and how to make stores for it. */
export interface QueueUnderTest {
  /** For test names: `SqliteQueue`. */
  readonly name: string
  /** Whether failed jobs are tried again; otherwise the first failure is the last. Default true. */
  readonly retries?: boolean | undefined
  /** Whether what waits outlives its process. Default true. */
  readonly durable?: boolean | undefined
  /** A new, empty store for one test. */
  readonly createStore: () => Promise<QueueStore>
}

/** Where jobs are kept: a file, a key of a Redis server. Several queue objects on it stand for several processes. */
export interface QueueStore {
  /** A queue object on this store. The suite closes it. */
  open(options: QueueTestOptions): CallbackQueue | Promise<CallbackQueue>
  /** Puts something that is no job where the next job would be. Every store that others can reach needs this. */
  corrupt?(raw: string): Promise<void>
  /** Removes the store, after all queues on it are closed. */
  dispose(): Promise<void>
}

/** What the suite sets of a queue; the rest is up to {@link QueueStore.open}. */
export interface QueueTestOptions {
  readonly concurrency: number
  readonly retry: RetryOptions
  readonly clock: Clock
  /** Spreads retries. */
  readonly random: () => number
  readonly logger: Logger
}
