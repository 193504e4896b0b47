import { setImmediate } from 'node:timers/promises'
import {
  type CallbackJob,
  type Clock,
  type Logger,
  type ProcessJob,
  type RetryPolicy,
  retryDelay,
  Slots,
  type Timers,
} from '@im-callback/core/queue'
import { reasonOf } from '../client/reason.js'
import { readElement, writeElement } from './element.js'
import { Flag } from './flag.js'
import { writeLetter } from './letters.js'
import type { Outcome } from './outcome.js'
import type { ElementStore } from './store.js'

interface ConsumerOptions {
  readonly store: ElementStore
  readonly process: ProcessJob
  readonly slots: Slots
  readonly concurrency: number
  /** One attempt, where the store cannot keep a job for later. */
  readonly retry: RetryPolicy
  readonly interrupted: (element: string) => Outcome
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  readonly logger: Logger
}

/** An element that was taken, until its outcome is decided. */
interface Taken {
  readonly element: string
  isDecided: boolean
}

const pause = { first: 50, longest: 2000 }

/** Takes elements as long as there are free places, handles them, and sees to it that their outcome is stored. */
export class Consumer {
  readonly #options: ConsumerOptions
  readonly #taken = new Set<Taken>()
  /** What handlers are done with, until Redis knows. As many as are handled may be on their way, and no more. */
  readonly #settling: Slots
  readonly #stopped = new Flag()
  readonly #abandoned = new Flag()
  readonly #ended: Promise<void>

  constructor(options: ConsumerOptions) {
    this.#options = options
    this.#settling = new Slots(options.concurrency, options.timers)
    this.#ended = this.#run()
  }

  /** Begins nothing more. */
  stop(): void {
    this.#stopped.raise()
    this.#options.store.wake()
  }

  /**
   * Gives back what is still handled, and waits until Redis knows what became of everything that was taken, for `patience`
   * milliseconds; answers whether it does.
   */
  async finish(patience: number): Promise<boolean> {
    const { timers, interrupted } = this.#options
    const timer = timers.set(() => this.#abandoned.raise(), patience)
    for (const taken of this.#taken) {
      if (!taken.isDecided) this.#decide(taken, interrupted(taken.element))
    }
    await this.#abandoned.or(this.#ended)
    await this.#settling.finish(patience, undefined)
    timers.clear(timer)
    this.#abandoned.raise()
    if (this.#taken.size > 0) this.#tellWhatIsLeft()
    return this.#taken.size === 0
  }

  #tellWhatIsLeft(): void {
    const what = `what became of ${this.#taken.size} jobs`
    this.#options.logger.error(`im-callback: the list queue was closed and could not store in Redis ${what}`)
  }

  async #run(): Promise<void> {
    const { store, slots, logger } = this.#options
    let failures = 0
    while (!this.#stopped.isRaised) {
      if (slots.free <= 0 || this.#settling.free <= 0) await this.#hasRoom()
      if (this.#stopped.isRaised) return
      try {
        const elements = await store.take(slots.free)
        failures = 0
        this.#begin(elements)
      } catch (error) {
        logger.warn(
          'im-callback: the list queue cannot take jobs from Redis; it goes on trying',
          reasonOf(error),
        )
        await this.#pause(failures++, this.#stopped)
      }
    }
  }

  /** Waits for a free place, and for those that get free in the same moment: what is taken together costs less. */
  async #hasRoom(): Promise<void> {
    await this.#stopped.or(this.#options.slots.whenFree())
    await this.#stopped.or(this.#settling.whenFree())
    await setImmediate()
  }

  #begin(elements: readonly string[]): void {
    const all = elements.map((element): Taken => ({ element, isDecided: false }))
    for (const taken of all) this.#taken.add(taken)
    if (!this.#stopped.isRaised) {
      for (const taken of all) this.#options.slots.run((signal) => this.#handle(taken, signal))
      return
    }
    // They arrived while the queue was closed: no one has begun with them.
    for (const taken of all.toReversed()) this.#decide(taken, { kind: 'back', kept: taken.element })
  }

  async #handle(taken: Taken, signal: AbortSignal): Promise<void> {
    const outcome = await this.#outcomeOf(taken.element, signal)
    if (!taken.isDecided) this.#decide(taken, outcome)
  }

  async #outcomeOf(element: string, signal: AbortSignal): Promise<Outcome> {
    const { process, clock, logger } = this.#options
    let job: CallbackJob
    let interruptions: number
    try {
      ;({ job, interruptions } = readElement(element, clock()))
    } catch (error) {
      logger.error(
        'im-callback: an element of the list is no job; it is kept as a dead letter',
        reasonOf(error),
      )
      return { kind: 'dead', kept: writeLetter(element, error, clock()) }
    }
    try {
      await process(job, signal)
      return { kind: 'done' }
    } catch (error) {
      return this.#failed({ job, interruptions }, error)
    }
  }

  #failed(element: { readonly job: CallbackJob; readonly interruptions: number }, error: unknown): Outcome {
    const { retry, random, clock, logger } = this.#options
    const { job, interruptions } = element
    if (job.Attempt < retry.attempts) {
      const again = { job: { ...job, Attempt: job.Attempt + 1 }, interruptions }
      return { kind: 'retry', kept: writeElement(again), delay: retryDelay(retry, job.Attempt, random) }
    }
    logger.error(`im-callback: ${job.CallbackCommand} was given up after attempt ${job.Attempt}`)
    return { kind: 'dead', kept: writeLetter(writeElement(element), error, clock()) }
  }

  /** Stores an outcome, however long Redis is away. */
  #decide(taken: Taken, outcome: Outcome): void {
    taken.isDecided = true
    this.#settling.run(async () => {
      let failures = 0
      while (!(await this.#settles(taken, outcome)) && !this.#abandoned.isRaised) {
        await this.#pause(failures++, this.#abandoned)
      }
    })
  }

  async #settles(taken: Taken, outcome: Outcome): Promise<boolean> {
    const { store, logger } = this.#options
    try {
      await store.settle(taken.element, outcome)
      this.#taken.delete(taken)
      return true
    } catch (error) {
      const message =
        'im-callback: the list queue cannot store in Redis what became of jobs; it goes on trying'
      logger.warn(message, reasonOf(error))
      return false
    }
  }

  async #pause(failures: number, end: Flag): Promise<void> {
    const { timers, random } = this.#options
    const full = Math.min(pause.longest, pause.first * 2 ** failures)
    let timer: unknown
    const over = new Promise<void>((resolve) => {
      timer = timers.set(resolve, full / 2 + (full / 2) * random())
    })
    await end.or(over)
    timers.clear(timer)
  }
}
