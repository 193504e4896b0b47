import { randomInt } from 'node:crypto'
import type { Logger, Timers } from '@im-callback/core/queue'
import type { SqliteDriver } from '../driver/driver.js'
import type { Store } from '../file/store.js'
import { explain } from '../file/trouble.js'
import { lasting } from '../write/change.js'
import type { CommitGroup } from '../write/commit-group.js'
import { forget, isGone, Presence } from './presence.js'

/** Milliseconds between two looks at who is there and what has expired. */
const lookEvery = 500
/** Never given twice: the jobs of someone who is gone must not become those of someone new. */
const newId = () => randomInt(1, 2 ** 48 - 1)

export interface AttendanceOptions {
  readonly store: Store
  /** For messages. */
  readonly file: string
  readonly driver: SqliteDriver
  readonly group: CommitGroup
  readonly timers: Timers
  readonly logger: Logger
  /** Whole milliseconds since 1970. */
  readonly now: () => number
  readonly maxInterruptions: number
  /** Under which number jobs may be taken from now on. */
  readonly onSignedIn: (id: number) => void
}

/** Signs this consumer in, puts back the jobs of those that are gone, and removes what was kept long enough. */
export class Attendance {
  readonly #options: AttendanceOptions
  #presence: Presence | undefined
  #timer: unknown
  #isSignedIn = false
  #isBusy = false
  #isOver = false

  constructor(options: AttendanceOptions) {
    this.#options = options
  }

  start(): void {
    this.#look()
  }

  /** Looks no more, and signs out with the next commit. */
  stop(): void {
    this.#isOver = true
    this.#options.timers.clear(this.#timer)
    const { id } = this.#presence ?? {}
    if (id === undefined) return
    this.#options.group.write(lasting(({ consumers }) => consumers.remove(id))).catch(isLate)
  }

  /** Is no longer there: what was not given back is for others now. */
  end(): void {
    this.#presence?.end()
    this.#presence = undefined
  }

  #look(): void {
    if (this.#isOver) return
    try {
      if (!this.#isBusy) this.#update()
    } catch (error) {
      const { store, logger, file } = this.#options
      store.failed(error)
      logger.warn(`im-callback: ${explain(file, error)}`)
    }
    this.#timer = this.#options.timers.set(() => this.#look(), lookEvery)
  }

  #update(): void {
    const { store, driver, group, now, maxInterruptions } = this.#options
    const path = store.open()
    this.#presence ??= new Presence(driver, path, newId())
    const { id } = this.#presence
    const at = now()
    const { others, isDue } = store.read(({ consumers, finished }) => ({
      others: consumers.others(id),
      isDue: !consumers.isRegistered(id) || finished.hasWork(at),
    }))
    const gone = others.filter((other) => isGone(driver, path, other))
    if (gone.length === 0 && !isDue) return
    this.#isBusy = true
    const update = lasting(({ consumers, finished }) => {
      consumers.register(id)
      for (const other of gone) consumers.recover({ id: other, maxInterruptions, now: at })
      finished.expire(at)
    })
    group.write(update).then(() => {
      this.#isBusy = false
      for (const other of gone) forget(path, other)
      if (!this.#isSignedIn && !this.#isOver) this.#options.onSignedIn(id)
      this.#isSignedIn = true
      group.poke()
    }, isLate)
  }
}

/** The queue was closed meanwhile: the next process does it. */
const isLate = () => undefined
