import { randomUUID } from 'node:crypto'
import {
  CallbackError,
  type DedupeStore,
  type Logger,
  safeLogger,
  systemTimers,
  type Timers,
} from '@im-callback/core/queue'
import { heard } from '../client/connection.js'
import { reasonOf } from '../client/reason.js'
import { isNothing, textOf } from '../client/replies.js'
import type { Script } from '../client/script.js'
import { unref } from '../client/unref.js'
import { Commands } from './commands.js'
import { dedupeKey } from './key.js'
import { checkRedisDedupeOptions, type RedisDedupeOptions } from './options.js'
import { keep, prolong, release, reserve } from './scripts.js'

/** Milliseconds between two looks at what another process is doing. */
const pause = { first: 20, longest: 250 }

/**
 * Remembers first answers in Redis, so that several processes give the same answer to the same event.
 *
 * Whoever sees an event first reserves it and answers; others wait for that answer, up to `wait` milliseconds, then they
 * reject with a `CallbackError` (`handler_failed`). When the one who answers dies, its reservation runs out after `lock`
 * milliseconds and the next one answers. When Redis cannot be reached, `once` rejects soon, and a `CallbackHandler` goes
 * on without it: an event may then be handled twice, and is not lost.
 *
 * @throws TypeError when an option cannot mean anything
 * @example
 * ```ts
 * import { CallbackHandler } from '@im-callback/core'
 * import { redisDedupe } from '@im-callback/redis'
 * import { Redis } from 'ioredis'
 *
 * const client = new Redis()
 * export const im = new CallbackHandler({ dedupe: redisDedupe({ client, ttl: 600_000 }) })
 * ```
 */
export function redisDedupe(options: RedisDedupeOptions): DedupeStore {
  checkRedisDedupeOptions(options)
  return new RedisDedupe(options)
}

/** A reservation of an event by this process. */
interface Reservation {
  readonly keys: readonly [string]
  readonly value: string
}

class RedisDedupe implements DedupeStore {
  readonly #own = new Map<string, Promise<string>>()
  readonly #commands: Commands
  readonly #prefix: string
  readonly #ttl: number
  readonly #lock: number
  readonly #wait: number
  readonly #timers: Timers
  readonly #random: () => number
  readonly #logger: Logger

  constructor(options: RedisDedupeOptions) {
    const { client, timeout = 500, logger = console, clock = Date.now } = options
    this.#timers = options.timers ?? systemTimers
    this.#commands = new Commands({ client, timeout, timers: this.#timers })
    this.#prefix = options.prefix ?? 'im-callback:dedupe:'
    this.#ttl = Math.ceil(options.ttl ?? 600_000)
    this.#lock = Math.ceil(options.lock ?? 5000)
    this.#wait = options.wait ?? 5000
    this.#random = options.random ?? Math.random
    this.#logger = safeLogger(logger, clock)
  }

  /** Callers of this process share one promise; the reservation in Redis is between processes. */
  once(id: string, answer: () => Promise<string>): Promise<string> {
    const known = this.#own.get(id)
    if (known !== undefined) return known
    const outcome = this.#once(id, answer).finally(() => this.#own.delete(id))
    this.#own.set(id, outcome)
    return outcome
  }

  async #once(id: string, answer: () => Promise<string>): Promise<string> {
    const reservation: Reservation = { keys: [dedupeKey(this.#prefix, id)], value: `L${randomUUID()}` }
    const end = performance.now() + this.#wait
    for (let delay = pause.first; ; delay = Math.min(2 * delay, pause.longest)) {
      const found = await this.#reserve(reservation)
      if (found === undefined) return this.#answer(reservation, answer)
      if (found.startsWith('A')) return found.slice(1)
      if (performance.now() >= end) throw stillAnswering(this.#wait)
      await this.#sleep(delay / 2 + (delay / 2) * this.#random())
    }
  }

  /** What is there; undefined when the event is ours now. What was reserved too late is freed again: no one waits for it. */
  async #reserve(reservation: Reservation): Promise<string | undefined> {
    const { keys, value } = reservation
    const late = (found: unknown) => {
      if (isNothing(found)) this.#run(release, reservation).catch(heard)
    }
    const found = await this.#commands.run(reserve, keys, [value, this.#lock], late)
    return isNothing(found) ? undefined : textOf(found)
  }

  async #answer(reservation: Reservation, answer: () => Promise<string>): Promise<string> {
    const stop = this.#prolong(reservation)
    try {
      const text = await answer()
      stop()
      await this.#run(keep, reservation, `A${text}`, this.#ttl).catch((error) => {
        this.#logger.warn('im-callback: Redis did not take an answer to remember', reasonOf(error))
      })
      return text
    } catch (error) {
      stop()
      await this.#run(release, reservation).catch(heard)
      throw error
    }
  }

  /** Keeps the reservation as long as the answer takes; answers how to stop that. */
  #prolong(reservation: Reservation): () => void {
    let timer: unknown
    const again = () => {
      timer = this.#timers.set(() => {
        void this.#run(prolong, reservation, this.#lock).catch(heard)
        again()
      }, this.#lock / 3)
      unref(timer)
    }
    again()
    return () => this.#timers.clear(timer)
  }

  #run(script: Script, { keys, value }: Reservation, ...args: (string | number)[]): Promise<unknown> {
    return this.#commands.run(script, keys, [value, ...args])
  }

  #sleep(delay: number): Promise<void> {
    return new Promise((resolve) => void this.#timers.set(resolve, delay))
  }
}

const stillAnswering = (wait: number) =>
  new CallbackError(
    'handler_failed',
    `Another process has been answering this event for ${wait} ms and more. Raise wait, or find out what keeps it.`,
  )
