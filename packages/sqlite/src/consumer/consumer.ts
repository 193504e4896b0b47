import {
  type CallbackJob,
  closedQueue,
  type Logger,
  type ProcessJob,
  type Slots,
  type Timers,
} from '@im-callback/core/queue'
import type { Claim } from '../tables/jobs.js'
import type { Tables } from '../tables/tables.js'
import type { CommitGroup, Taker } from '../write/commit-group.js'
import { readContent } from './read-content.js'
import { failed, handled, released, type Settlement } from './settle.js'
import { Solitude } from './solitude.js'

/** Jobs taken in one transaction, whatever the concurrency. */
const mostAtOnce = 256

export interface ConsumerOptions {
  readonly process: ProcessJob
  readonly group: CommitGroup
  readonly slots: Slots
  readonly settlement: Settlement
  readonly timers: Timers
  readonly logger: Logger
  /** Milliseconds between two looks for what other processes stored. */
  readonly pollInterval: number
  readonly maxInterruptions: number
}

/** Takes jobs as there are free places, has them handled, and writes what became of them. */
export class Consumer implements Taker {
  readonly #options: ConsumerOptions
  readonly #running = new Set<Claim>()
  /** Places in the line of what this consumer has, until it is written what became of it. */
  readonly #places = new Set<number>()
  /** A commit that took jobs may have succeeded although it was reported as failed. */
  #isUnsure = false
  readonly #solitude: Solitude
  #owner: number | undefined
  #timer: unknown
  #wakesAt = Number.POSITIVE_INFINITY

  constructor(options: ConsumerOptions) {
    this.#options = options
    const { timers, maxInterruptions, group } = options
    this.#solitude = new Solitude({ timers, maxInterruptions, onEnd: () => group.poke() })
  }

  /** Takes jobs from now on, under this number. */
  start(owner: number): void {
    this.#owner = owner
    this.#options.group.feed(this)
    this.#wakeIn(this.#options.pollInterval)
  }

  /** Takes no more. */
  stop(): void {
    this.#owner = undefined
    this.#options.group.feed(undefined)
    this.#options.timers.clear(this.#timer)
    this.#solitude.stop()
  }

  /** Waits for what runs; what is not done after `timeout` milliseconds is given back. */
  async finish(timeout: number): Promise<void> {
    const { slots, group } = this.#options
    if (await slots.finish(timeout, closedQueue())) return
    for (const claim of this.#running) void group.write(released(claim)).catch(isLate)
    this.#running.clear()
  }

  get isHungry(): boolean {
    return this.#owner !== undefined && this.#options.slots.free > 0 && !this.#solitude.isOn
  }

  hasWork({ jobs, delayed }: Tables): boolean {
    return this.#isUnsure || jobs.isWaiting() || delayed.hasWork(this.#options.settlement.now())
  }

  take(tables: Tables): () => void {
    const now = this.#options.settlement.now()
    if (this.#isUnsure && this.#owner !== undefined) tables.jobs.takeBackAllBut(this.#owner, this.#places)
    this.#isUnsure = true
    tables.delayed.queueUp(now)
    const isSuspect =
      this.#options.slots.active === 0 && this.#solitude.isFor(tables.jobs.interruptionsOfNext())
    const wanted = isSuspect ? 1 : Math.min(this.#options.slots.free, mostAtOnce)
    const claims = this.#owner === undefined ? [] : tables.jobs.claim(this.#owner, wanted)
    const begins = claims.map((claim) => this.#open(claim, tables, now))
    const nextDue = tables.delayed.nextDue()
    return () => {
      this.#isUnsure = false
      if (isSuspect)
        claims.forEach((claim) => {
          this.#solitude.begin(claim)
        })
      for (const begin of begins) begin()
      if (claims.length === wanted) this.#options.group.poke()
      if (nextDue !== undefined) this.#wakeIn(nextDue - now)
    }
  }

  /** What is no job goes aside in the same transaction, so that nobody takes it a second time. */
  #open(claim: Claim, { jobs, letters }: Tables, since: number): () => void {
    const content = jobs.content(claim.job)
    if (content === undefined) {
      jobs.leaveLine(claim)
      return () => this.#skip(claim, `the contents of job ${claim.job} are missing from its file`)
    }
    try {
      const job = readContent(content, claim.attempt)
      return () => this.#begin(claim, job)
    } catch (cause) {
      const error = cause instanceof Error ? cause.message : String(cause)
      jobs.leaveLine(claim)
      const id = letters.keepUnreadable(claim, { error, since })
      return () => this.#skip(claim, `what was stored is no job; see dead letter ${id}`)
    }
  }

  #skip(claim: Claim, why: string): void {
    this.#solitude.end(claim)
    this.#options.logger.warn(`im-callback: ${why}.`)
  }

  /** In the next turn: the callback that brought it has its answer then, whatever the handler does first. */
  #begin(claim: Claim, job: CallbackJob): void {
    this.#running.add(claim)
    this.#places.add(claim.place)
    this.#options.slots.run(async (signal) => {
      await new Promise((resolve) => setImmediate(resolve))
      this.#settle(claim, await this.#handle(claim, job, signal))
    })
  }

  async #handle(claim: Claim, job: CallbackJob, signal: AbortSignal) {
    const { process, settlement } = this.#options
    try {
      await process(job, signal)
      return handled(settlement, claim)
    } catch (cause) {
      return failed(settlement, claim, cause)
    }
  }

  /** Does not wait for it to be written: the place is free. What was given back is not ours to settle. */
  #settle(claim: Claim, change: ReturnType<typeof released>): void {
    this.#solitude.end(claim)
    if (!this.#running.delete(claim)) return
    const written = () => void this.#places.delete(claim.place)
    this.#options.group.write(change).then(written, isLate)
  }

  /** Looks again by then; an earlier look stays. */
  #wakeIn(delay: number): void {
    if (this.#owner === undefined) return
    const { timers, pollInterval, group } = this.#options
    const wait = Math.min(pollInterval, Math.max(1, delay))
    const at = performance.now() + wait
    if (this.#wakesAt <= at) return
    timers.clear(this.#timer)
    this.#wakesAt = at
    this.#timer = timers.set(() => {
      this.#wakesAt = Number.POSITIVE_INFINITY
      group.poke()
      this.#wakeIn(pollInterval)
    }, wait)
  }
}

/** The queue was closed before this could be written: the next process does the job again. */
const isLate = () => undefined
