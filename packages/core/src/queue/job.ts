import type { URLParams } from '../protocol.js'

/**
 * An event on its way through a queue. The first three members have the names the original Go library writes to its
 * list, where `Body` is base64; in memory it is the body's exact text.
 */
export interface CallbackJob {
  readonly CallbackCommand: string
  readonly URLParams: URLParams
  readonly Body: string
  /** The event's idempotency key. */
  readonly Id: string
  /** When the request came in, milliseconds since 1970. */
  readonly ReceivedAt: number
  /** Which attempt at handling it this is, from 1. */
  readonly Attempt: number
}
