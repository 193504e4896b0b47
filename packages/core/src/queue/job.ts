import type { URLParams } from '../protocol.js'

/**
 * An event on its way through a queue. The first three members have the names the original Go library writes to its
 * list, where `Body` is base64; here it is the body's exact text.
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

/**
 * For authors of queues: reads a job from what a store gave back.
 *
 * @throws TypeError when it is none; the message names the member, and holds nothing of the content
 */
export function readJob(value: unknown): CallbackJob {
  if (!isObject(value)) throw new TypeError('A job is a JSON object; this is none.')
  const { CallbackCommand, URLParams, Body, Id, ReceivedAt, Attempt } = value
  if (!isObject(URLParams)) throw wrong('URLParams', 'an object')
  return {
    CallbackCommand: text('CallbackCommand', CallbackCommand),
    URLParams: readParams(URLParams),
    Body: text('Body', Body),
    Id: text('Id', Id),
    ReceivedAt: number('ReceivedAt', ReceivedAt),
    Attempt: number('Attempt', Attempt),
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function readParams(params: Record<string, unknown>): URLParams {
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined) text(`URLParams.${name}`, value)
  }
  return {
    ...params,
    SdkAppid: text('URLParams.SdkAppid', params.SdkAppid),
    CallbackCommand: text('URLParams.CallbackCommand', params.CallbackCommand),
  }
}

function text(name: string, value: unknown): string {
  if (typeof value !== 'string') throw wrong(name, 'a text')
  return value
}

function number(name: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong(name, 'a number')
  return value
}

const wrong = (name: string, wanted: string) =>
  new TypeError(`A job's ${name} is ${wanted}; this one's is not.`)
