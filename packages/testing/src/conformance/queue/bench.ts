import assert from 'node:assert/strict'
import type { CallbackJob, CallbackQueue, DeadLetter, DeadLetters, ProcessJob } from '@im-callback/core'
import { it } from '../runner.js'
import type { QueueStore, QueueTestOptions, QueueUnderTest } from './subject.js'

const patience = 20_000
const pause = 2
const testTimeout = 60_000

/** One store and the queues opened on it, for the time of one test. */
export interface QueueBench {
  readonly subject: QueueUnderTest
  readonly store: QueueStore
  /** What the queues told their operator. */
  readonly logged: string[]
  /** Sets the clock of all queues forward or back, by milliseconds. */
  stepClock(ms: number): void
  open(options?: Partial<QueueTestOptions>): Promise<CallbackQueue>
}

export const command = 'C2C.CallbackAfterSendMsg'

/** A job; its `Id` names it in what tests expect. */
export function job(id: number | string, more: Partial<CallbackJob> = {}): CallbackJob {
  return {
    CallbackCommand: command,
    URLParams: { SdkAppid: '1400000000', CallbackCommand: command },
    Body: '{}',
    Id: String(id),
    ReceivedAt: 1_669_872_112_000,
    Attempt: 1,
    ...more,
  }
}

/** The ids `first` to `last`. */
export const ids = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => String(first + index))

/** A test with a store of its own; everything it opened is closed and removed afterwards. */
export function itQueues(
  subject: QueueUnderTest,
  name: string,
  test: (bench: QueueBench) => Promise<void>,
): void {
  it(
    name,
    async () => {
      const store = await subject.createStore()
      const opened: CallbackQueue[] = []
      const logged: string[] = []
      let step = 0
      const log = (message: string) => void logged.push(message)
      const defaults: QueueTestOptions = {
        concurrency: 4,
        retry: { attempts: 3, minDelay: 2, maxDelay: 8 },
        clock: () => Date.now() + step,
        random: Math.random,
        logger: { warn: log, error: log },
      }
      const bench: QueueBench = {
        subject,
        store,
        logged,
        stepClock: (ms) => {
          step += ms
        },
        open: async (options = {}) => {
          const queue = await store.open({ ...defaults, ...options })
          opened.push(queue)
          return queue
        },
      }
      try {
        await test(bench)
      } finally {
        await Promise.all(opened.map((queue) => queue.close({ drain: false, timeout: 0 })))
        await store.dispose()
      }
    },
    testTimeout,
  )
}

/** Waits for what comes about in a store, that is, without a promise of its own; fails when it does not. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + patience
  while (!(await isSo())) {
    assert(Date.now() < end, `not so within ${patience} ms: ${isSo}`)
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

/** What a consumer did, and a way to hold it. */
export class Consumer {
  /** Each attempt that began. */
  readonly begun: CallbackJob[] = []
  /** Ids whose handling succeeded, in that order. */
  readonly handled: string[] = []
  /** The most that ran at once. */
  most = 0
  readonly #handle: ProcessJob
  #running = 0

  constructor(queue: CallbackQueue, handle: ProcessJob = async () => undefined) {
    this.#handle = handle
    queue.consume((given, signal) => this.#process(given, signal))
  }

  /** Waits until that many are handled. */
  hasHandled(count: number): Promise<void> {
    return until(() => this.handled.length >= count)
  }

  async #process(given: CallbackJob, signal: AbortSignal): Promise<void> {
    this.begun.push(given)
    this.#running++
    this.most = Math.max(this.most, this.#running)
    try {
      await this.#handle(given, signal)
      this.handled.push(given.Id)
    } finally {
      this.#running--
    }
  }
}

/** Waits until a queue has that many dead letters; answers them. */
export async function letters(queue: CallbackQueue, count: number): Promise<DeadLetter[]> {
  await until(async () => (await queue.stats()).failed >= count)
  const found = await deadLettersOf(queue).list()
  assert.equal(found.length, count)
  return found
}

export function deadLettersOf(queue: CallbackQueue): DeadLetters {
  assert(queue.deadLetters !== undefined, 'the queue keeps dead letters')
  return queue.deadLetters
}

export async function rejectsAsUnavailable(work: Promise<unknown>): Promise<void> {
  await assert.rejects(work, { code: 'queue_unavailable' })
}

/** A promise and the means to fulfil it. */
export function gate(): { readonly promise: Promise<void>; readonly open: () => void } {
  let open = () => {}
  const promise = new Promise<void>((resolve) => {
    open = resolve
  })
  return { promise, open }
}
