import { CallbackError } from '@im-callback/core/queue'
import { reasonOf } from '../client/reason.js'

/** What went wrong with Redis, and what to look at. */
export function unavailable(what: string, error: unknown): CallbackError {
  if (CallbackError.is(error)) return error
  const cause = reasonOf(error)
  return new CallbackError('queue_unavailable', `${what}: ${cause.message}`, { cause })
}
