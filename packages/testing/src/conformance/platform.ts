import type { CallbackErrorCode, HandlerOptions } from '@im-callback/core'
import type { Receiver } from '@im-callback/core/node'
import type { Case } from './cases.js'
import type { Expectation } from './expectation.js'
import type { Answer } from './http-answer.js'
import type { Journal } from './journal.js'
import type { Change } from './request.js'

/** The handler behind the adapter under test. */
export interface SuiteHandler extends Receiver {
  close(): Promise<void>
}

/** What the suite asks of a handler in single tests. */
export type SuiteOptions = Pick<HandlerOptions, 'deadline' | 'queue' | 'maxInFlight'>

/** What a message may say, so that the handler of the suite knows what to do with it. */
export type Said = 'hello' | 'refuse' | 'drop' | 'later' | 'throw' | 'hang'

/**
 * The platform an adapter is tested with: what it sends, and what it is to be answered. Adapters know no platform, so
 * any will do; the suite has Tencent's.
 */
export interface ConformancePlatform {
  /** For test names. */
  readonly name: string
  /**
   * The handler of the suite. It lets everything go on but messages that say what to do with them, throws `secret` where
   * it is to throw, writes into the journal, takes bodies of at most `bodyLimit`, and has no deadline unless told.
   */
  createHandler(journal: Journal, options: SuiteOptions): SuiteHandler
  /** The request target of a good request, changed. */
  target(change: Change): string | Promise<string>
  /** The body of a good request. */
  readonly message: string
  /** The body of a message that says this. */
  saying(text: Said): string
  /** The answers to messages that say this. */
  readonly answers: Readonly<Record<'hello' | 'refuse' | 'drop' | 'later', object>>
  /** An event with an async route, and its answer. */
  readonly queued: { readonly send: Change & { readonly body: string }; readonly answer: object }
  /** Checks the answer to what could not be served. */
  checkFailure(answer: Answer, code: CallbackErrorCode): void
  /** What handlers do and get beside what the suite asks of every platform. */
  readonly behaviours: readonly Case[]
  /** What else gets an answer of the error table. */
  readonly badInput: readonly Case[]
  /** Request targets that only a raw socket sends. */
  readonly targets: readonly RawTarget[]
  /** Codes that it has no use for. */
  readonly unused: readonly CallbackErrorCode[]
}

/** A request target as it is. */
export interface RawTarget {
  readonly name: string
  readonly target: () => string | Promise<string>
  readonly expect: Expectation
}
