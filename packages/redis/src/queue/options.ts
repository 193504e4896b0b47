import {
  type Clock,
  checkOptionNames,
  type Logger,
  type RetryOptions,
  type Timers,
} from '@im-callback/core/queue'
import { isListCommands, type ListCommands, type RedisClient } from '../client/clients.js'
import { sharedConnection } from '../client/shared.js'
import { hasHashTag } from './keys.js'

/** What a {@link ListQueue} can be told. */
export interface ListQueueOptions {
  /**
   * The app's client: ioredis or node-redis, or the three commands of the Go library's cache as functions. It stays the
   * app's: the queue does not close it.
   */
  readonly client: RedisClient | ListCommands
  /** The key of the list. Others get their names from it: `{key}:dead` and so on. */
  readonly key: string
  /**
   * A client for the blocking command, which keeps a connection busy. Default: one more connection like `client`
   * (`client.duplicate()`), opened when the queue is consumed and closed with it. One that is given is not closed.
   */
  readonly blockingClient?: RedisClient | undefined
  /**
   * Keep a job until it is handled, try failed ones again, and hand out again what a dead process was handling. Needs
   * Redis 6.2 and ioredis or node-redis. Default false: a job is gone from Redis when it is taken, as with the Go library.
   */
  readonly reliable?: boolean | undefined
  /**
   * With `reliable`: milliseconds without a sign of life after which a process is taken for dead. It gives one three
   * times as often. Default 15,000.
   */
  readonly lease?: number | undefined
  /** With `reliable`: how often a job may be handed out again whose process ended meanwhile. Default 10. */
  readonly maxInterruptions?: number | undefined
  /** With `reliable`: when and how often a failed job is tried again. Without, the first failure is the last. */
  readonly retry?: RetryOptions | undefined
  /** How many jobs may wait, about: what arrives together passes together. Default: as many as Redis takes. */
  readonly capacity?: number | undefined
  /** Milliseconds `enqueue` waits for Redis, connecting included. Default 1,000: platforms wait for two seconds. */
  readonly timeout?: number | undefined
  /** How many jobs are handled at once in this process. Default 16; below 1 is 1. */
  readonly concurrency?: number | undefined
  /** Default `Date.now`. */
  readonly clock?: Clock | undefined
  /** Default `setTimeout` and `clearTimeout`. */
  readonly timers?: Timers | undefined
  /** Spreads retries; answers 0 to 1. Default `Math.random`. */
  readonly random?: (() => number) | undefined
  /** Default `console`. */
  readonly logger?: Logger | undefined
}

const names = [
  'client',
  'key',
  'blockingClient',
  'reliable',
  'lease',
  'maxInterruptions',
  'retry',
  'capacity',
  'timeout',
  'concurrency',
  'clock',
  'timers',
  'random',
  'logger',
] as const satisfies (keyof ListQueueOptions)[]

/** Throws with the option's name, and what to give instead, when one cannot mean anything. */
export function checkListQueueOptions(options: ListQueueOptions): void {
  checkOptionNames('ListQueue', options, names)
  const { client, key, blockingClient, reliable } = options
  const isKnown = sharedConnection(client) !== undefined
  if (!isKnown && !isFunctions(client)) {
    throw wrong('client', 'is none', 'give an ioredis or node-redis client, or { blpop, rpush, llen }')
  }
  if (typeof key !== 'string' || key === '') {
    throw wrong('key', 'is missing', 'give the key of the list, the same in every process')
  }
  if (/[{}]/.test(key) && !hasHashTag(key)) {
    throw wrong(
      'key',
      'has braces that are no hash tag',
      'write them as in {im}:callbacks, or leave them out',
    )
  }
  if (blockingClient !== undefined && sharedConnection(blockingClient) === undefined) {
    throw wrong('blockingClient', 'is none', 'give an ioredis or node-redis client, or leave it out')
  }
  if (reliable !== undefined && typeof reliable !== 'boolean') {
    throw wrong('reliable', `is ${String(reliable)}`, 'give true or false')
  }
  if (reliable && !isKnown) {
    throw wrong('reliable', 'needs more than three commands', 'give an ioredis or node-redis client')
  }
  for (const name of ['lease', 'maxInterruptions', 'retry'] as const) {
    if (options[name] === undefined || reliable) continue
    throw wrong(name, 'means nothing without reliable: true', 'set that, or leave this out')
  }
  checkNumbers(options)
}

function checkNumbers(options: ListQueueOptions): void {
  const least = { lease: 10, maxInterruptions: 0, capacity: 1, timeout: 1 }
  for (const [name, minimum] of Object.entries(least)) {
    const value = options[name as keyof typeof least]
    if (value === undefined || (typeof value === 'number' && value >= minimum)) continue
    throw wrong(name, `is ${String(value)}`, `give a number from ${minimum}`)
  }
}

const isFunctions = (client: unknown): client is ListCommands =>
  typeof client === 'object' && client !== null && isListCommands(client)

const wrong = (name: string, what: string, instead: string) =>
  new TypeError(`ListQueue: ${name} ${what}; ${instead}.`)
