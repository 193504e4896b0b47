import {
  atLeastOne,
  type Clock,
  checkOptionNames,
  type Logger,
  type RetryOptions,
  type RetryPolicy,
  retryPolicy,
  safeLogger,
  systemTimers,
  type Timers,
} from '@im-callback/core/queue'
import type { RedisOptions } from 'ioredis'
import { type Connection, isClient, type RedisClient } from './redis/client.js'

export interface BullMqQueueOptions {
  /**
   * Where Redis is: a URL (`redis://…`, `rediss://…`), options of ioredis, or a `Redis` or `Cluster` of ioredis. A client
   * serves as a pattern: the queue opens connections of its own with its options, closes those, and leaves it alone. How
   * they wait and reconnect is set by the queue; a `retryStrategy` is followed, but never gives up.
   */
  readonly connection: string | RedisOptions | RedisClient
  /** The queue's name in Redis, without a colon. Web and worker processes give the same. Default `im-callback`. */
  readonly name?: string | undefined
  /**
   * What its keys begin with. Default `bull`, as everywhere in BullMQ. On a cluster give it in braces, so that all keys
   * are on one node: `{im-callback}`.
   */
  readonly prefix?: string | undefined
  /** How many jobs this process handles at once. Default 16; below 1 is 1. */
  readonly concurrency?: number | undefined
  /** When a job whose handler threw is tried again. What the consuming process says counts. */
  readonly retry?: RetryOptions | undefined
  /**
   * How often a job may be interrupted, that is, its process died or lost its lease, and still be handed out again.
   * Then it becomes a dead letter: a job that kills its process must not go on for ever. Default 10.
   */
  readonly maxInterruptions?: number | undefined
  /**
   * Milliseconds a job belongs to the process that handles it. It is renewed all the time; a process that dies, or whose
   * handlers block the event loop for longer than half of it, loses the job to another one within one and a half times
   * this. Default 30,000; at least 1,000.
   */
  readonly lease?: number | undefined
  /**
   * Milliseconds `enqueue` may take, waiting for a lost connection included; then it rejects. Default 1,000: less than the
   * deadline of a callback.
   */
  readonly timeout?: number | undefined
  /** How many handled jobs stay to be looked at, contents and all; the oldest goes first. Default 0. */
  readonly keepCompleted?: number | undefined
  /** Where connections and interruptions are told of. Default `console`. */
  readonly logger?: Logger | undefined
  /** For the log only; BullMQ goes by the system's clock. Default `Date.now`. */
  readonly clock?: Clock | undefined
  /** For time limits. Default `setTimeout` and `clearTimeout`. */
  readonly timers?: Timers | undefined
  /** Spreads retries; answers 0 to 1. Default `Math.random`. */
  readonly random?: (() => number) | undefined
}

const optionNames = [
  'connection',
  'name',
  'prefix',
  'concurrency',
  'retry',
  'maxInterruptions',
  'lease',
  'timeout',
  'keepCompleted',
  'logger',
  'clock',
  'timers',
  'random',
] as const satisfies (keyof BullMqQueueOptions)[]

/** Options, checked, with their defaults. */
export interface Settings {
  readonly connection: Connection
  readonly name: string
  readonly prefix: string
  readonly concurrency: number
  readonly retry: RetryPolicy
  readonly maxInterruptions: number
  readonly lease: number
  readonly timeout: number
  readonly keepCompleted: number
  readonly logger: Logger
  readonly timers: Timers
  readonly random: () => number
}

export function settingsFrom(options: BullMqQueueOptions): Settings {
  checkOptionNames('BullMqQueue', options, optionNames)
  const { logger = console, clock = Date.now, timers = systemTimers, random = Math.random } = options
  return {
    connection: checkedConnection(options.connection),
    name: checkedName(options.name ?? 'im-callback'),
    prefix: checkedPrefix(options.prefix ?? 'bull'),
    concurrency: atLeastOne(options.concurrency ?? 16),
    retry: retryPolicy(options.retry),
    maxInterruptions: checkedNumber('maxInterruptions', options.maxInterruptions ?? 10, 0),
    lease: checkedNumber('lease', options.lease ?? 30_000, 1000),
    timeout: checkedNumber('timeout', options.timeout ?? 1000, 1),
    keepCompleted: checkedNumber('keepCompleted', options.keepCompleted ?? 0, 0),
    logger: safeLogger(logger, clock),
    timers,
    random,
  }
}

/** Says nothing of what was given: URLs carry passwords. */
function checkedConnection(connection: Connection | undefined): Connection {
  if (typeof connection === 'string') {
    if (/^rediss?:\/\/./.test(connection) && URL.canParse(connection)) return connection
    throw wrong('connection is no URL of a Redis; give one like redis://user:password@host:6379/0.')
  }
  if (typeof connection !== 'object' || connection === null) {
    throw wrong('connection is missing; give the URL of a Redis, options of ioredis, or a client of ioredis.')
  }
  const { keyPrefix }: RedisOptions = isClient(connection) ? connection.options : connection
  if (keyPrefix) throw wrong('BullMQ cannot work with a keyPrefix; give the option prefix instead.')
  if (!isClient(connection) && 'url' in connection) {
    throw wrong('ioredis takes no url among its options; give the URL itself: connection: url.')
  }
  return connection
}

function checkedName(name: string): string {
  if (typeof name === 'string' && name !== '' && !name.includes(':')) return name
  throw wrong('name is a text without a colon: BullMQ puts colons between the parts of its keys.')
}

function checkedPrefix(prefix: string): string {
  if (typeof prefix === 'string' && prefix !== '') return prefix
  throw wrong('prefix is a text; leave it out for "bull".')
}

function checkedNumber(name: keyof BullMqQueueOptions, value: number, least: number): number {
  if (Number.isInteger(value) && value >= least) return value
  throw wrong(`${name} is ${value}; give a whole number, ${least} or more.`)
}

const wrong = (sentence: string) => new TypeError(`BullMqQueue: ${sentence}`)
