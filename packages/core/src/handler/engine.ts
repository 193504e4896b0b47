import { Deadline } from '../deadline.js'
import type { DedupeStore } from '../dedupe/dedupe.js'
import type { ReceivedEvent } from '../event/received-event.js'
import { type Logger, safeLogger } from '../logger.js'
import type { CommandMap, OutcomePolicy, Protocol } from '../protocol.js'
import { MemoryQueue } from '../queue/memory-queue.js'
import type { CallbackQueue } from '../queue/queue.js'
import { type Clock, systemTimers, type Timers } from '../time.js'
import { checkOptions, type HandlerOptions, type Hooks } from './options.js'
import type { AnyHandle, AnyMiddleware, AnyRoute } from './routes.js'

/** What the stages of the pipeline work with: the options, complete, and what was registered. */
export interface Engine {
  readonly protocol: Protocol<unknown>
  readonly deadline: number
  readonly onTimeout: OutcomePolicy | ((event: ReceivedEvent) => unknown)
  /** For requests past `maxInFlight`. */
  readonly onOverload: OutcomePolicy
  readonly onError: OutcomePolicy | 'fail' | ((error: unknown, event: ReceivedEvent) => unknown)
  readonly bodyLimit: number
  readonly maxInFlight: number
  readonly queue: CallbackQueue
  readonly consume: boolean
  readonly rest: unknown
  readonly dedupe: DedupeStore | undefined
  readonly logger: Logger
  readonly hooks: Hooks<unknown>
  readonly clock: Clock
  readonly timers: Timers
  /** A Map, so that no command name reaches a prototype. */
  readonly routes: Map<string, AnyRoute>
  readonly middleware: AnyMiddleware[]
  before: AnyHandle | undefined
  fallback: AnyHandle | undefined
  inFlight: number
}

export function createEngine<Commands extends CommandMap<Commands>>(
  options: HandlerOptions<Commands>,
  protocol: Protocol<Commands>,
): Engine {
  checkOptions(options)
  const { clock = Date.now, timers = systemTimers } = options
  const { defaults } = protocol
  const refusesAll = defaults.failsAsOne === true && options.onError === 'reject'
  return {
    protocol,
    deadline: options.deadline ?? defaults.deadline,
    onTimeout: (options.onTimeout as Engine['onTimeout']) ?? (refusesAll ? 'reject' : defaults.onTimeout),
    onOverload: refusesAll ? 'reject' : 'allow',
    onError: (options.onError as Engine['onError']) ?? defaults.onError,
    bodyLimit: options.bodyLimit ?? 1 << 20,
    maxInFlight: options.maxInFlight ?? 10_000,
    rest: options.rest,
    queue: options.queue ?? new MemoryQueue({ clock, timers }),
    consume: options.consume ?? true,
    dedupe: options.dedupe,
    logger: safeLogger(options.logger ?? console, clock),
    hooks: (options.hooks ?? {}) as Hooks<unknown>,
    clock,
    timers,
    routes: new Map(),
    middleware: [],
    before: undefined,
    fallback: undefined,
    inFlight: 0,
  }
}

/** The time of a request that arrived then. Set once: a clock that is put back keeps no one waiting. */
export function deadlineFrom(engine: Engine, arrival: number): Deadline {
  return new Deadline(() => arrival + engine.deadline - engine.clock(), engine.timers)
}
