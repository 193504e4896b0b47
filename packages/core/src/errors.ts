/**
 * Every way a callback can fail, with the HTTP status it is answered with. One table: the docs page and the tests
 * are made from it.
 */
export const errorTable = {
  method_not_allowed: { status: 405, when: 'The request is not a POST.' },
  body_too_large: { status: 413, when: 'The body is larger than `bodyLimit`.' },
  unsupported_encoding: { status: 415, when: 'The body has a content-encoding other than identity.' },
  body_already_read: { status: 500, when: 'Something read the body before and left nothing usable behind.' },
  body_incomplete: { status: 400, when: 'The connection ended before the body did.' },
  body_timeout: { status: 408, when: 'The body did not arrive within the deadline.' },
  invalid_utf8: { status: 400, when: 'The body is not UTF-8.' },
  invalid_json: { status: 400, when: 'The body is empty or not JSON.' },
  not_an_object: { status: 400, when: 'The body is JSON, but not an object.' },
  too_deep: { status: 400, when: 'The JSON is nested deeper than 200 levels.' },
  missing_command: { status: 400, when: 'Neither the URL nor the body names a command.' },
  command_mismatch: { status: 400, when: 'URL and body name two different known commands.' },
  ambiguous_param: { status: 400, when: 'The same query parameter is there twice.' },
  unknown_app: { status: 403, when: 'The app id is missing or not one of ours.' },
  signature_missing: { status: 401, when: 'A token is set, and the signature or its time is missing.' },
  signature_invalid: { status: 401, when: 'The signature or its time is malformed or wrong.' },
  signature_expired: { status: 401, when: 'The time of the signature is more than a minute off.' },
  overloaded: {
    status: 503,
    when: '`maxInFlight` requests are being handled already, or looking up the app took too long.',
  },
  handler_failed: { status: 500, when: "A handler threw, and `onError` is `'fail'`." },
  queue_unavailable: { status: 503, when: 'An async event could not be stored.' },
} as const satisfies Record<string, { status: number; when: string }>

/** The machine-readable name of a failure: a key of {@link errorTable}. */
export type CallbackErrorCode = keyof typeof errorTable

const brand = Symbol.for('im-callback.error')

/**
 * What this suite throws and answers when a callback cannot be served.
 *
 * Recognise it with {@link CallbackError.is}: both builds of the package (ESM and CommonJS) can be loaded in one
 * process, and `instanceof` knows only its own.
 *
 * @example
 * ```ts
 * import { CallbackError, CallbackHandler } from '@im-callback/core'
 *
 * const im = new CallbackHandler({
 *   onError: (error) => {
 *     if (CallbackError.is(error)) console.error(error.code, error.status)
 *   },
 * })
 * ```
 */
export class CallbackError extends Error {
  override readonly name = 'CallbackError'
  /** What happened, as a stable name. */
  readonly code: CallbackErrorCode
  /** The HTTP status this failure is answered with. */
  readonly status: number

  constructor(code: CallbackErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
    this.status = errorTable[code].status
    Object.defineProperty(this, brand, { value: true })
  }

  /** Whether a value is a `CallbackError` of this or the other build of the package. */
  static is(value: unknown): value is CallbackError {
    return typeof value === 'object' && value !== null && brand in value
  }
}
