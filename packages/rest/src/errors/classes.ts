import type { RestErrorKind } from './kinds.js'
import { RestError, type RestFailure } from './rest-error.js'

/** The platform or the network is out of order for now: the same call may succeed later. */
export class TransientError extends RestError {
  override readonly name = 'TransientError'
}

/** Too many calls: by the platform's count, or by the client's before anything was sent. */
export class RateLimitedError extends RestError {
  override readonly name = 'RateLimitedError'
}

/** The platform did not accept the UserSig, nor a new one. */
export class UserSigError extends RestError {
  override readonly name = 'UserSigError'
}

/** App id, key, admin account, plan or allow-list: something in the console or in the client's options is wrong. */
export class ConfigurationError extends RestError {
  override readonly name = 'ConfigurationError'
}

/** What was asked for is not possible as it was asked; the code or the sentence says why. */
export class CallerError extends RestError {
  override readonly name = 'CallerError'
}

/** Well asked, and refused: by your own callback, by moderation, by a mute. */
export class RefusedError extends RestError {
  override readonly name = 'RefusedError'
}

/** The answer is not the platform's: not JSON, too long, or from someone in between. */
export class InvalidResponseError extends RestError {
  override readonly name = 'InvalidResponseError'
}

const classes: Readonly<Record<RestErrorKind, typeof RestError>> = {
  transient: TransientError,
  rate_limited: RateLimitedError,
  sign_again: UserSigError,
  configuration: ConfigurationError,
  caller: CallerError,
  refused: RefusedError,
  invalid_response: InvalidResponseError,
  unknown: RestError,
}

/** The error of a failed call, of the class that its kind has. */
export function restError(failure: RestFailure): RestError {
  return new classes[failure.kind](failure)
}

/** A call that is refused here, before anything is sent. */
export function callerError(endpoint: string, message: string): RestError {
  return restError({
    kind: 'caller',
    endpoint,
    message: `${endpoint}: ${message}`,
    attempts: 0,
    mayHaveArrived: false,
  })
}
