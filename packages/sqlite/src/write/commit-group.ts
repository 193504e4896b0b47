import { CallbackError, closedQueue, type Logger, type Timers } from '@im-callback/core/queue'
import type { Store } from '../file/store.js'
import { explain, type Trouble } from '../file/trouble.js'
import type { Tables } from '../tables/tables.js'
import { type Change, PendingChange } from './change.js'
import { Pause } from './pause.js'
import { Pending, partition } from './pending.js'

/** The consumer's share in a transaction: it takes jobs in the same commit that stores some and removes others. */
export interface Taker {
  /** Whether it has room for jobs. */
  readonly isHungry: boolean
  /** Whether there is something to take: looking does not lock the file. */
  hasWork(tables: Tables): boolean
  /** Inside a transaction; answers what is to be called after its commit. */
  take(tables: Tables): () => void
}

export interface CommitGroupOptions {
  readonly store: Store
  /** For messages. */
  readonly file: string
  readonly timers: Timers
  readonly logger: Logger
}

/**
 * Writes what comes in during one turn of the event loop in one transaction: all of it shares a commit, and with that a
 * sync of the disk.
 */
export class CommitGroup {
  readonly #options: CommitGroupOptions
  readonly #pending = new Pending()
  readonly #pause: Pause
  #taker: Taker | undefined
  #isScheduled = false
  /** What needs no room is written apart then, so that it does not fail with the rest. */
  #isFull = false
  #isInTrouble = false
  #isClosed = false
  #onEmpty: (() => void) | undefined

  constructor(options: CommitGroupOptions) {
    this.#options = options
    this.#pause = new Pause(options.timers, () => this.#schedule())
  }

  /** Resolves when the change is committed; rejects with `queue_unavailable`, or with what it was refused for. */
  write<T>(change: Change<T>): Promise<T> {
    if (this.#isClosed) return Promise.reject(closedQueue())
    return new Promise((resolve, reject) => {
      this.#pending.add(PendingChange.of(change, resolve, reject))
      this.#schedule()
    })
  }

  /** From now on each transaction has it take jobs; undefined: none any more. */
  feed(taker: Taker | undefined): void {
    this.#taker = taker
    this.poke()
  }

  /** There may be something to take. */
  poke(): void {
    if (this.#hungryTaker !== undefined) this.#schedule()
  }

  /** Writes all there is, for `timeout` milliseconds at the most; then drops what is left. */
  async close(timeout: number): Promise<void> {
    this.#pause.stop()
    this.#flush()
    if (!this.#pending.isEmpty) await this.#empty(timeout)
    this.#isClosed = true
    this.#pause.stop()
    for (const change of this.#pending.takeAll()) change.reject(closedQueue())
  }

  #empty(timeout: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#options.timers.set(resolve, timeout)
      this.#onEmpty = () => {
        this.#options.timers.clear(timer)
        resolve()
      }
    })
  }

  get #hungryTaker(): Taker | undefined {
    return this.#taker?.isHungry === true ? this.#taker : undefined
  }

  #schedule(): void {
    if (this.#isScheduled || this.#pause.isOn || this.#isClosed) return
    this.#isScheduled = true
    setImmediate(() => {
      this.#isScheduled = false
      if (!this.#isClosed && !this.#pause.isOn) this.#flush()
    })
  }

  #flush(): void {
    const batch = this.#pending.takeSome()
    if (this.#isFull) this.#commitApart(batch)
    else this.#commit(batch, this.#hungryTaker)
    if (this.#pending.isEmpty) this.#onEmpty?.()
    else this.#schedule()
    if (this.#options.store.isCheckpointDue) setImmediate(() => this.#checkpoint())
  }

  #commit(batch: readonly PendingChange[], taker: Taker | undefined): void {
    const { store } = this.#options
    let tell: readonly (() => void)[]
    try {
      if (batch.length === 0 && (taker === undefined || !store.read((tables) => taker.hasWork(tables))))
        return
      tell = store.transaction((tables) => {
        const answers = batch.map((change) => change.apply(tables))
        return taker === undefined ? answers : [...answers, taker.take(tables)]
      })
    } catch (error) {
      this.#failed(batch, taker, error)
      return
    }
    store.wrote(batch)
    this.#succeeded(batch)
    for (const each of tell) each()
  }

  /** First what makes room, then what needs none, and last what may fail for want of it. */
  #commitApart(batch: readonly PendingChange[]): void {
    const [lasting, others] = partition(batch, ({ isLasting }) => isLasting)
    this.#commit(lasting, undefined)
    this.#commit([], this.#hungryTaker)
    this.#commit(others, undefined)
  }

  #succeeded(batch: readonly PendingChange[]): void {
    if (batch.some(({ isLasting }) => !isLasting)) this.#isFull = false
    if (this.#isInTrouble && !this.#isFull) {
      this.#isInTrouble = false
      this.#options.logger.warn('im-callback: the SQLite queue can be written again.')
    }
    this.#pause.reset()
  }

  #failed(batch: readonly PendingChange[], taker: Taker | undefined, error: unknown): void {
    const trouble = this.#options.store.failed(error)
    if (trouble === 'full' && !this.#isFull) {
      this.#isFull = true
      this.#checkpoint()
      this.#commitApart(batch)
    } else if (trouble === 'other' && batch.length + (taker === undefined ? 0 : 1) > 1) {
      for (const change of batch) this.#commit([change], undefined)
      this.#commit([], taker)
    } else this.#giveUp(batch, trouble, error)
  }

  /** Rejects what cannot wait for better times, of all that is pending: the next change would fare no better. */
  #giveUp(batch: readonly PendingChange[], trouble: Trouble, error: unknown): void {
    const all = trouble === 'other' ? batch : [...batch, ...this.#pending.takeAll()]
    const [again, givenUp] = partition(
      all,
      ({ isLasting, hasTime }) => isLasting || (trouble === 'busy' && hasTime),
    )
    const text = explain(this.#options.file, error)
    if (trouble !== 'busy' || givenUp.length > 0) this.#warn(text)
    for (const change of givenUp)
      change.reject(new CallbackError('queue_unavailable', text, { cause: error }))
    this.#pending.giveBack(again)
    if (again.length > 0 || this.#hungryTaker !== undefined) this.#pause.start(trouble)
  }

  #warn(text: string): void {
    this.#isInTrouble = true
    this.#options.logger.warn(`im-callback: ${text}`)
  }

  /** Once the answers are on their way: it takes longer than a commit. */
  #checkpoint(): void {
    const { store, file } = this.#options
    if (this.#isClosed) return
    try {
      store.checkpoint()
    } catch (error) {
      if (store.failed(error) !== 'busy') this.#warn(explain(file, error))
    }
  }
}
