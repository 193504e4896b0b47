import type { DedupeStore } from '../dedupe/dedupe.js'
import type { AnyEvent, AnyReply, Returned } from '../event/event.js'
import type { Logger } from '../logger.js'
import { checkOptionNames } from '../nearest.js'
import type { CommandMap, OutcomePolicy, Protocol } from '../protocol.js'
import type { CallbackQueue } from '../queue/queue.js'
import type { CallbackReply } from '../request.js'
import type { TencentCommands } from '../tencent/generated/index.js'
import type { Clock, Timers } from '../time.js'

/** What a {@link CallbackHandler} can be told. Everything has a default. */
export interface HandlerOptions<Commands extends CommandMap<Commands> = TencentCommands, Rest = unknown> {
  /** The platform. Default: `tencent()`, configured by the environment. */
  readonly protocol?: Protocol<Commands> | undefined
  /**
   * Milliseconds from the arrival of a request to its answer, the reading of the body included. Then the `onTimeout`
   * answer goes out, `event.signal` aborts and the handler may finish for nothing. Default: the protocol's, 1,800 for
   * Tencent, which waits 2,000, and 4,500 for OpenIM. `Infinity`: wait for ever.
   */
  readonly deadline?: number | undefined
  /** The answer when the deadline has passed. A function must answer at once. Default `'allow'`. */
  readonly onTimeout?: OutcomePolicy | ((event: AnyEvent<Commands>) => AnyReply<Commands>) | undefined
  /**
   * The answer when a handler threw. `'fail'`: status 500, so the platform's own policy decides. A function that returns
   * nothing, or throws, means `'fail'`. Default: the protocol's, `'fail'` for Tencent and `'allow'` for OpenIM, where
   * every failure is answered: `'reject'` refuses, and everything else goes on.
   */
  readonly onError?: OutcomePolicy | 'fail' | ErrorAnswer<Commands> | undefined
  /** Largest body in bytes. Default 1,048,576. */
  readonly bodyLimit?: number | undefined
  /** Requests handled at once; past that, before-callbacks are let through and others get 503. Default 10,000. */
  readonly maxInFlight?: number | undefined
  /** Where async events wait. Default: a `MemoryQueue`. */
  readonly queue?: CallbackQueue | undefined
  /**
   * Handle events from the queue in this process, from the first async route on. Default true; false: only when
   * `work()` is called, so that a web process stores and a worker process handles.
   */
  readonly consume?: boolean | undefined
  /** A client of the platform, such as `TencentRest` of `@im-callback/rest`: handlers get it as `event.rest`. */
  readonly rest?: Rest | undefined
  /** Answers a repeated event with the first answer, and handles it from the queue once. Default: off. */
  readonly dedupe?: DedupeStore | undefined
  /** Default `console`. */
  readonly logger?: Logger | undefined
  /** Functions that are told what happens; what they throw is logged and goes no further. */
  readonly hooks?: Hooks<Commands> | undefined
  /** Default `Date.now`. */
  readonly clock?: Clock | undefined
  /** Default `setTimeout` and `clearTimeout`. */
  readonly timers?: Timers | undefined
}

/** Answers for a handler that threw; see {@link HandlerOptions.onError}. */
export type ErrorAnswer<Commands extends CommandMap<Commands>> = (
  error: unknown,
  event: AnyEvent<Commands>,
) => Returned<AnyReply<Commands>>

/** Functions that are told what happens, for metrics and error trackers. */
export interface Hooks<Commands = TencentCommands> {
  /** Every answer, with the milliseconds it took. No event when the request was refused before there was one. */
  replied?(
    reply: CallbackReply,
    info: { event: AnyEvent<Commands> | undefined; duration: number },
  ): void | Promise<void>
  /** A handler threw, in a request or from the queue. */
  failed?(error: unknown, event: AnyEvent<Commands>): void | Promise<void>
  /** A handler finished after its deadline; `error` when it threw then. */
  late?(event: AnyEvent<Commands>, info: { lateBy: number; error?: unknown }): void | Promise<void>
}

const optionNames: readonly (keyof HandlerOptions)[] = [
  'protocol',
  'deadline',
  'onTimeout',
  'onError',
  'bodyLimit',
  'maxInFlight',
  'queue',
  'consume',
  'rest',
  'dedupe',
  'logger',
  'hooks',
  'clock',
  'timers',
]

/** Throws with the option's name when one cannot mean anything. */
export function checkOptions<Commands extends CommandMap<Commands>>(options: HandlerOptions<Commands>): void {
  checkOptionNames('CallbackHandler', options, optionNames)
  for (const name of ['deadline', 'bodyLimit', 'maxInFlight'] as const) {
    const value = options[name]
    if (value === undefined || (typeof value === 'number' && value > 0)) continue
    throw new TypeError(`${name} is ${inspect(value)}; give a number above 0.`)
  }
  if (options.consume !== undefined && typeof options.consume !== 'boolean') {
    throw new TypeError(`consume is ${inspect(options.consume)}; give true or false.`)
  }
  checkPolicy('onTimeout', options.onTimeout, ['allow', 'reject'])
  checkPolicy('onError', options.onError, ['fail', 'allow', 'reject'])
}

function checkPolicy(name: string, value: unknown, words: string[]): void {
  if (value === undefined || typeof value === 'function' || words.includes(value as string)) return
  throw new TypeError(`${name} is ${JSON.stringify(value)}; give ${words.join(', ')} or a function.`)
}

/** Shows a text as one: the deadline "1800" is not the deadline 1800. */
const inspect = (value: unknown) => (typeof value === 'string' ? JSON.stringify(value) : String(value))
