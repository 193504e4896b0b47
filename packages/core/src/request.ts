import type { CallbackError } from './errors.js'

/** Request headers by lower-case name, as `http.IncomingMessage` has them. */
export type HeaderBag = Readonly<Record<string, string | readonly string[] | undefined>>

/** Headers as an adapter hands them in: a plain object, or the `Headers` of a web `Request`. */
export type HeaderSource = HeaderBag | WebHeaders

/** The part of the web's `Headers` that is read here. */
export interface WebHeaders {
  get(name: string): string | null
  forEach(visit: (value: string, name: string) => void): void
}

/** A body as it can be had: bytes, text, or the object a parser upstream made of them. */
export type RequestBody = Uint8Array | string | object

/** Reads the body when it is wanted, and at most `limit` bytes of it. */
export type LazyBody = (limit: number) => RequestBody | Promise<RequestBody>

/**
 * One HTTP request as every adapter describes it.
 *
 * @example
 * ```ts
 * import { CallbackHandler } from '@im-callback/core'
 *
 * const im = new CallbackHandler()
 * const reply = await im.receive({
 *   method: 'POST',
 *   url: '/im/callback?SdkAppid=1400000000&CallbackCommand=State.StateChange',
 *   headers: {},
 *   body: '{"CallbackCommand":"State.StateChange"}',
 * })
 * console.log(reply.status, reply.body)
 * ```
 */
export interface CallbackRequest {
  readonly method: string
  /** Path and query as the client sent them: Express' `originalUrl`, not what is left after mounting. */
  readonly url: string
  readonly headers: HeaderSource
  readonly body: RequestBody | LazyBody
}

/** What the adapter has to write. */
export interface CallbackReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** JSON text. */
  readonly body: string
  /** Why it is not an answer of a handler, when it is not. */
  readonly error?: CallbackError
}

/** One header as text; repeated ones joined by a comma. */
export function header(headers: HeaderSource, name: string): string | undefined {
  if (isWebHeaders(headers)) return headers.get(name) ?? undefined
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined
  return typeof value === 'object' ? value.join(', ') : value
}

/** All headers as a plain object. */
export function headerBag(headers: HeaderSource): HeaderBag {
  if (!isWebHeaders(headers)) return headers
  const bag: Record<string, string> = Object.create(null)
  headers.forEach((value, name) => {
    bag[name] = value
  })
  return bag
}

function isWebHeaders(headers: HeaderSource): headers is WebHeaders {
  return typeof headers.get === 'function' && typeof headers.forEach === 'function'
}
