import { type Clock, checkOptionNames, type Logger, type Timers } from '@im-callback/core/queue'
import type { RedisClient } from '../client/clients.js'
import { sharedConnection } from '../client/shared.js'

/** What {@link redisDedupe} can be told. */
export interface RedisDedupeOptions {
  /** The app's client: ioredis or node-redis. It stays the app's: it is not closed here. */
  readonly client: RedisClient
  /** Milliseconds an answer is remembered. Default 600,000 (10 minutes). */
  readonly ttl?: number | undefined
  /**
   * Milliseconds after which an event is free again whose process died while answering it. As long as it lives, it
   * prolongs that. Default 5,000.
   */
  readonly lock?: number | undefined
  /** Milliseconds to wait for the answer of another process. Default 5,000. */
  readonly wait?: number | undefined
  /** Milliseconds for one command. Default 500. */
  readonly timeout?: number | undefined
  /** What keys begin with. Default `im-callback:dedupe:`. */
  readonly prefix?: string | undefined
  /** Default `setTimeout` and `clearTimeout`. */
  readonly timers?: Timers | undefined
  /** Spreads those who wait; answers 0 to 1. Default `Math.random`. */
  readonly random?: (() => number) | undefined
  /** Default `console`. */
  readonly logger?: Logger | undefined
  /** Default `Date.now`. */
  readonly clock?: Clock | undefined
}

const names = [
  'client',
  'ttl',
  'lock',
  'wait',
  'timeout',
  'prefix',
  'timers',
  'random',
  'logger',
  'clock',
] as const satisfies (keyof RedisDedupeOptions)[]

/** Throws with the option's name, and what to give instead, when one cannot mean anything. */
export function checkRedisDedupeOptions(options: RedisDedupeOptions): void {
  checkOptionNames('redisDedupe', options, names)
  if (sharedConnection(options.client) === undefined) {
    throw new TypeError('redisDedupe: client is none; give an ioredis or node-redis client.')
  }
  const least = { ttl: 1, lock: 10, wait: 0, timeout: 1 }
  for (const [name, minimum] of Object.entries(least)) {
    const value = options[name as keyof typeof least]
    if (value === undefined || (Number.isFinite(value) && value >= minimum)) continue
    throw new TypeError(`redisDedupe: ${name} is ${String(value)}; give milliseconds from ${minimum}.`)
  }
  if (options.prefix !== undefined && typeof options.prefix !== 'string') {
    throw new TypeError(`redisDedupe: prefix is ${String(options.prefix)}; give a text.`)
  }
}
