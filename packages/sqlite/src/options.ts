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
import { defaultDriver } from './driver/default-driver.js'
import type { SqliteDriver } from './driver/driver.js'
import type { Durability } from './file/connect.js'

export interface SqliteQueueOptions {
  /**
   * Where to keep the jobs. The folder must be there, on a local disk; the file is made, readable by this user only. Two
   * more files, `-wal` and `-shm`, and one small one for each consumer lie beside it.
   */
  readonly file: string
  /**
   * What an enqueued job survives. `'full'`, the default: also a power cut, for one sync of the disk per commit.
   * `'normal'`: the death of the process, `kill -9` included; a power cut can take the last jobs.
   */
  readonly durability?: Durability | undefined
  /**
   * Bytes the file may use, dead letters and finished jobs included; beyond it `enqueue` rejects. The file does not
   * shrink, its free pages are used again. The write-ahead log comes on top, usually some MB. Default 4 GiB.
   */
  readonly maxSize?: number | undefined
  /** How many jobs are handled at once in this process. Default 16; below 1 is 1. */
  readonly concurrency?: number | undefined
  readonly retry?: RetryOptions | undefined
  /**
   * How often a job is handed out again because its process died while it was being handled. Once more, and it is a dead
   * letter: it may be what kills the process. Default 10.
   */
  readonly maxInterruptions?: number | undefined
  /** Milliseconds to keep a job that was handled, for {@link SqliteQueue.finished}. Default 0: it is removed at once. */
  readonly retention?: number | undefined
  /** Milliseconds `enqueue` waits for a file that another process has locked before it rejects. Default 1,000. */
  readonly busyTimeout?: number | undefined
  /**
   * Milliseconds between two looks for what other processes stored; what this one stores is handled at once.
   * Default 50.
   */
  readonly pollInterval?: number | undefined
  /** What opens the file. Default: `node:sqlite`, or `@photostructure/sqlite` where Node.js has none. */
  readonly driver?: SqliteDriver | undefined
  /** Default `Date.now`. Says when retries are due; who is alive and who is not does not depend on it. */
  readonly clock?: Clock | undefined
  /** Default `setTimeout` and `clearTimeout`. */
  readonly timers?: Timers | undefined
  /** Spreads retries; answers 0 to 1. Default `Math.random`. */
  readonly random?: (() => number) | undefined
  /** Told of a file that cannot be written and of what is no job. Default `console`. */
  readonly logger?: Logger | undefined
}

const optionNames = [
  'file',
  'durability',
  'maxSize',
  'concurrency',
  'retry',
  'maxInterruptions',
  'retention',
  'busyTimeout',
  'pollInterval',
  'driver',
  'clock',
  'timers',
  'random',
  'logger',
] as const satisfies (keyof SqliteQueueOptions)[]

/** What a queue goes by once all is decided. */
export interface Settings {
  readonly file: string
  readonly durability: Durability
  readonly maxSize: number
  readonly concurrency: number
  readonly retry: RetryPolicy
  readonly maxInterruptions: number
  readonly retention: number
  readonly busyTimeout: number
  readonly pollInterval: number
  readonly driver: SqliteDriver
  /** Whole milliseconds since 1970. */
  readonly now: () => number
  readonly timers: Timers
  readonly random: () => number
  readonly logger: Logger
}

const defaultSize = 4 * 1024 ** 3
/** An empty file has some 20 pages. */
const leastSize = 256 * 1024

/** @throws TypeError when an option is unknown or has a value that cannot be */
export function readOptions(options: SqliteQueueOptions): Settings {
  checkOptionNames('SqliteQueue', options, optionNames)
  const { durability = 'full', clock = Date.now } = options
  if (durability !== 'full' && durability !== 'normal') {
    throw new TypeError(`SqliteQueue: durability is ${String(durability)}; give 'full' or 'normal'.`)
  }
  return {
    file: fileName(options.file),
    durability,
    maxSize: number(options, { name: 'maxSize', unit: 'bytes', least: leastSize, otherwise: defaultSize }),
    concurrency: atLeastOne(options.concurrency ?? 16),
    retry: retryPolicy(options.retry),
    maxInterruptions: number(options, { name: 'maxInterruptions', unit: 'times', least: 0, otherwise: 10 }),
    retention: number(options, { name: 'retention', unit: 'milliseconds', least: 0, otherwise: 0 }),
    busyTimeout: number(options, { name: 'busyTimeout', unit: 'milliseconds', least: 0, otherwise: 1000 }),
    pollInterval: number(options, { name: 'pollInterval', unit: 'milliseconds', least: 1, otherwise: 50 }),
    driver: options.driver ?? defaultDriver(),
    now: () => Math.floor(clock()),
    timers: options.timers ?? systemTimers,
    random: options.random ?? Math.random,
    logger: safeLogger(options.logger ?? console, clock),
  }
}

function fileName(file: unknown): string {
  if (typeof file !== 'string' || file.trim() === '' || file.includes('\0')) {
    throw new TypeError('SqliteQueue: give file, the path of the file to keep the jobs in.')
  }
  if (file.startsWith(':memory:') || file.startsWith('file:')) {
    throw new TypeError(
      `SqliteQueue: file is ${file}; give the path of a file. For jobs in memory take MemoryQueue of @im-callback/core.`,
    )
  }
  return file
}

interface Wanted {
  readonly name: 'maxSize' | 'maxInterruptions' | 'retention' | 'busyTimeout' | 'pollInterval'
  readonly unit: string
  readonly least: number
  readonly otherwise: number
}

function number(options: SqliteQueueOptions, { name, unit, least, otherwise }: Wanted): number {
  const value: unknown = options[name] ?? otherwise
  if (typeof value === 'number' && value >= least && value <= Number.MAX_SAFE_INTEGER)
    return Math.floor(value)
  throw new TypeError(`SqliteQueue: ${name} is ${String(value)}; give a number of ${unit}, ${least} or more.`)
}
