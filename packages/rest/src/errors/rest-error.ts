import type { RestErrorKind } from './kinds.js'

/** What is known of a call that failed. */
export interface RestFailure {
  readonly kind: RestErrorKind
  /** `service/command`. */
  readonly endpoint: string
  /** What happened, as a sentence. */
  readonly message: string
  readonly code?: number | undefined
  readonly info?: string | undefined
  readonly status?: number | undefined
  readonly requestId?: number | undefined
  readonly attempts: number
  readonly mayHaveArrived: boolean
  readonly cause?: unknown
}

const brand = Symbol.for('im-callback.rest-error')

/**
 * A call of the REST API failed. Its classes say whose turn it is: {@link TransientError}, {@link RateLimitedError},
 * {@link UserSigError}, {@link ConfigurationError}, {@link CallerError}, {@link RefusedError} and
 * {@link InvalidResponseError}; a code in no list is a plain `RestError` of kind `unknown`. No error holds the secret key
 * or a signature.
 *
 * Both builds of the package (ESM and CommonJS) can be loaded in one process, and `instanceof` knows only its own:
 * recognise errors with {@link RestError.is} and `kind`.
 *
 * @example
 * ```ts
 * import { RestError, TencentRest } from '@im-callback/rest'
 *
 * declare const client: TencentRest
 * try {
 *   await client.revokeMessage('alice', 'bob', '1_2_3')
 * } catch (error) {
 *   if (!RestError.is(error)) throw error
 *   console.error(error.kind, error.code, error.endpoint, error.requestId, error.attempts)
 * }
 * ```
 */
export class RestError extends Error {
  override readonly name: string = 'RestError'
  /** Whose turn it is; one for each class. */
  readonly kind: RestErrorKind
  /** `service/command`, such as `openim/sendmsg`. */
  readonly endpoint: string
  /** The platform's `ErrorCode`; undefined when no answer came, or the call was not sent. */
  readonly code: number | undefined
  /** The platform's `ErrorInfo`. */
  readonly info: string | undefined
  /** HTTP status; the platform's own failures are 200. Undefined when no answer came. */
  readonly status: number | undefined
  /** `random` of the last request: what to give the platform's support. Undefined when nothing was sent. */
  readonly requestId: number | undefined
  /** Requests that were sent; 0 when the call was refused here. */
  readonly attempts: number
  /** Whether the platform may have done what it was asked to: no answer came, or one that does not say. */
  readonly mayHaveArrived: boolean

  constructor(failure: RestFailure) {
    super(failure.message, failure.cause === undefined ? undefined : { cause: failure.cause })
    this.kind = failure.kind
    this.endpoint = failure.endpoint
    this.code = failure.code
    this.info = failure.info
    this.status = failure.status
    this.requestId = failure.requestId
    this.attempts = failure.attempts
    this.mayHaveArrived = failure.mayHaveArrived
    Object.defineProperty(this, brand, { value: true })
  }

  /** Whether a value is a `RestError` of this or the other build of the package. */
  static is(value: unknown): value is RestError {
    return typeof value === 'object' && value !== null && brand in value
  }
}
