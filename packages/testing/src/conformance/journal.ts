import type { CallbackErrorCode, CallbackEvent } from '@im-callback/core'

/** What goes on in a handler, for tests to look at. */
export interface Journal {
  readonly events: CallbackEvent[]
  /** Async events that were handled. */
  readonly handled: CallbackEvent[]
  /** What requests failed with. */
  readonly failures: CallbackErrorCode[]
  /** What was logged as an error. */
  readonly errors: string[]
}

/** The message of the error that the handler of the suite throws: no answer may contain it. */
export const secret = 'secret-of-an-error'
