import { createHash } from 'node:crypto'
import { type CallbackJob, readJob } from '@im-callback/core/queue'

/** What an element of the list holds. */
export interface Element {
  readonly job: CallbackJob
  /** How many processes ended, or were stopped, while they handled it. */
  readonly interruptions: number
}

/** Members that the Go library always writes, empty when the request had none. */
const optionalParams = ['ContentType', 'ClientIP', 'OptPlatform'] as const

/**
 * A job as the Go library writes its event (`encoding/json` of `CallbackEvent`), and behind that what is ours; a Go
 * program ignores members it does not know. The event's `Handler` is left out: Go reads that as nil.
 */
export function writeElement({ job, interruptions }: Element): string {
  const { CallbackCommand, URLParams, Body, Id, ReceivedAt, Attempt } = job
  const params = { SdkAppid: '', CallbackCommand: '', ContentType: '', ClientIP: '', OptPlatform: '' }
  // Base64 needs no escaping: put together by hand, this takes half the time.
  return [
    `{"CallbackCommand":${JSON.stringify(CallbackCommand)}`,
    `"URLParams":${JSON.stringify({ ...params, ...URLParams })}`,
    `"Body":"${Buffer.from(Body).toString('base64')}"`,
    `"Id":${JSON.stringify(Id)}`,
    `"ReceivedAt":${JSON.stringify(ReceivedAt)}`,
    `"Attempt":${JSON.stringify(Attempt)}${interruptions === 0 ? '' : `,"Interruptions":${interruptions}`}}`,
  ].join(',')
}

/**
 * Reads what this library, or the Go library, has pushed. An element of the Go library has no id: it gets a fingerprint,
 * equal for equal events, and the present moment as the time it came in.
 *
 * @throws TypeError when it is no job; the message holds nothing of the content
 */
export function readElement(text: string, now: number): Element {
  const value = parse(text)
  const { CallbackCommand, Id = '', ReceivedAt = now, Attempt = 1, Interruptions = 0 } = value
  const URLParams = readParams(value.URLParams ?? {})
  const Body = value.Body === null ? '' : readBody(value.Body)
  const job = readJob({ CallbackCommand, URLParams, Body, Id, ReceivedAt, Attempt })
  count('Attempt', Attempt, 1)
  return {
    job: job.Id === '' ? { ...job, Id: fingerprint(job) } : job,
    interruptions: count('Interruptions', Interruptions, 0),
  }
}

function parse(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new TypeError('An element of the list is JSON; this one is not.')
  }
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function readParams(params: unknown): unknown {
  if (typeof params !== 'object' || params === null || Array.isArray(params)) return params
  const read: Record<string, unknown> = { SdkAppid: '', CallbackCommand: '', ...params }
  for (const name of optionalParams) if (read[name] === '') delete read[name]
  return read
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Go writes bytes as padded base64. The Go library cuts bodies at 2,048 bytes, maybe inside a character. */
function readBody(body: unknown): string {
  if (typeof body !== 'string') throw notBase64()
  const bytes = Buffer.from(body, 'base64')
  const padding = body.endsWith('==') ? 2 : body.endsWith('=') ? 1 : 0
  // What is no base64 is skipped, and then missing.
  if (body.length % 4 !== 0 || bytes.length !== (body.length / 4) * 3 - padding) throw notBase64()
  try {
    return utf8.decode(bytes)
  } catch {
    throw new TypeError("A job's Body is UTF-8; this one's is not.")
  }
}

const notBase64 = () => new TypeError("A job's Body is base64; this one's is not.")

function count(name: string, value: unknown, least: number): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value
  throw new TypeError(`A job's ${name} is a whole number from ${least}; this one's is not.`)
}

const fingerprint = ({ CallbackCommand, URLParams, Body }: CallbackJob) =>
  `${URLParams.SdkAppid}:${CallbackCommand}:${createHash('sha256').update(Body).digest('base64url')}`
