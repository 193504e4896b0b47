import type { Timers } from '@im-callback/core/queue'
import type { RedisClient } from '../client/clients.js'
import { heard, type SharedConnection } from '../client/connection.js'
import { Limits } from '../client/limits.js'
import { notConnected, Readiness } from '../client/readiness.js'
import type { Script } from '../client/script.js'
import { sharedConnection } from '../client/shared.js'

/** Milliseconds a client has for its first connection. */
const start = 2000
/** A server that hangs must not fill memory with what it does not answer. */
const mostUnanswered = 1000

interface CommandsOptions {
  readonly client: RedisClient
  readonly timeout: number
  readonly timers: Timers
}

/** Commands that answer soon or reject: a callback waits for them. */
export class Commands {
  readonly #shared: SharedConnection
  readonly #limits: Limits
  readonly #readiness: Readiness
  readonly #timeout: number
  readonly #begun = performance.now()
  #unanswered = 0

  constructor({ client, timeout, timers }: CommandsOptions) {
    const shared = sharedConnection(client)
    if (shared === undefined) throw new TypeError('client is none; give an ioredis or node-redis client.')
    this.#shared = shared
    this.#limits = new Limits(timers)
    this.#readiness = new Readiness(shared, this.#limits)
    this.#timeout = timeout
  }

  /** `late` is told an answer that came after the time limit. */
  async run(
    script: Script,
    keys: readonly string[],
    args: readonly (string | number)[],
    late: (answer: unknown) => void = heard,
  ): Promise<unknown> {
    if (!this.#shared.isReady) await this.#connected()
    if (this.#unanswered >= mostUnanswered) {
      throw new Error(`Redis has not answered the last ${mostUnanswered} commands.`)
    }
    this.#unanswered++
    const answer = script.run(this.#shared, keys, args).finally(() => this.#unanswered--)
    try {
      return await this.#limits.within(this.#timeout, answer)
    } catch (error) {
      answer.then(late, heard)
      throw error
    }
  }

  /** A client that has just been made gets a moment; one that has lost its server does not. */
  async #connected(): Promise<void> {
    const left = this.#begun + start - performance.now()
    if (left <= 0) throw notConnected()
    await this.#readiness.within(Math.min(left, this.#timeout))
  }
}
