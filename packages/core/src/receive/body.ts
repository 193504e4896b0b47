import { CallbackError } from '../errors.js'
import { isBytes, isPromise } from '../realm.js'
import { type CallbackRequest, header, type RequestBody } from '../request.js'

/** Stage 4: the body, within the limit, whatever state it is in. */
export function body(request: CallbackRequest, limit: number): RequestBody | Promise<RequestBody> {
  const encoding = header(request.headers, 'content-encoding')?.trim().toLowerCase()
  if (encoding !== undefined && encoding !== '' && encoding !== 'identity') {
    throw new CallbackError('unsupported_encoding', 'Send the body as it is, without a content-encoding.')
  }
  const declared = Number(header(request.headers, 'content-length'))
  if (declared > limit) throw tooLarge(limit)
  const found = typeof request.body === 'function' ? (request.body as LazyRead)(limit) : request.body
  return isPromise(found) ? found.then((read) => within(limit, read)) : within(limit, found)
}

type LazyRead = (limit: number) => RequestBody | Promise<RequestBody>

function within(limit: number, found: RequestBody): RequestBody {
  if (isBytes(found) && found.byteLength > limit) throw tooLarge(limit)
  // A character is at most 3 bytes of UTF-8 here: count exactly only when the cheap bound does not decide.
  if (typeof found === 'string' && found.length * 3 > limit && encoder.encode(found).byteLength > limit) {
    throw tooLarge(limit)
  }
  return found
}

const encoder = new TextEncoder()

export function tooLarge(limit: number): CallbackError {
  return new CallbackError(
    'body_too_large',
    `The body is larger than ${limit} bytes, the bodyLimit of this handler.`,
  )
}

export function incomplete(cause?: unknown): CallbackError {
  return new CallbackError('body_incomplete', 'The connection ended before the body did.', { cause })
}

/** Where a framework may have left the body. */
export interface BodySource {
  /** The bytes or the text as received: Nest's `rawBody`, a `verify` hook, koa-bodyparser, cloud functions. */
  readonly rawBody?: unknown
  /** What a parser upstream made of it: bytes, text, or a parsed value. */
  readonly body?: unknown
  /** What `content-length` says. */
  readonly declaredLength?: string | null | undefined
  /** Reads the untouched stream, at most `limit` bytes of it; undefined when something has read it already. */
  readonly read?: ((limit: number) => Promise<Uint8Array>) | undefined
}

/**
 * The one place that decides which state a body is in; every adapter asks it.
 *
 * Express 4's parsers leave `{}` behind when they skip a request, so an empty body counts for less than an unread
 * stream, and for nothing when zero bytes were declared.
 */
export function pickBody(source: BodySource, limit: number): RequestBody | Promise<RequestBody> {
  const { rawBody, body: parsed, read } = source
  if (isRaw(rawBody)) return rawBody
  if (isRaw(parsed) && (parsed.length > 0 || read === undefined)) return parsed
  const empty = typeof parsed === 'object' && parsed !== null && Object.keys(parsed).length === 0
  if (parsed !== undefined && !empty && !isRaw(parsed)) return withoutFormLeftovers(parsed)
  if (read !== undefined) return read(limit)
  const declared = source.declaredLength ?? undefined
  // `{}` of zero bytes is a parser's word for nothing; `{}` of many is one that skipped what someone else has read.
  if (empty && (declared === undefined || Number(declared) <= 2)) return declared === '0' ? '' : parsed
  throw new CallbackError(
    'body_already_read',
    'Something read the request body before im-callback and left nothing behind. ' +
      'Mount im-callback before other body parsers, or let the parser keep the result in `body` or `rawBody`.',
  )
}

function isRaw(value: unknown): value is Uint8Array | string {
  return typeof value === 'string' || isBytes(value)
}

/** JSON read as a form becomes `{'{"a":1}': ''}`: the bytes are gone, and guessing them back would be a lie. */
function withoutFormLeftovers(parsed: unknown): RequestBody {
  if (typeof parsed !== 'object' || parsed === null) {
    throw new CallbackError('not_an_object', 'The body is JSON, but not an object.')
  }
  const first = Array.isArray(parsed) ? undefined : Object.keys(parsed)[0]
  if (first?.trimStart().startsWith('{')) {
    throw new CallbackError(
      'body_already_read',
      'A form parser (such as express.urlencoded) read the JSON body as a form. ' +
        'Mount im-callback before it, or send another content-type than application/x-www-form-urlencoded.',
    )
  }
  return parsed
}
