import { classify } from '../errors/classify.js'
import type { RestErrorKind } from '../errors/kinds.js'
import type { RestAnswer } from '../types/answer.js'
import { isSuccess, parseAnswer, readText } from './answer.js'
import type { Engine } from './engine.js'

/** One HTTP request of a call. */
export interface Attempt {
  readonly endpoint: string
  readonly origin: string
  readonly body: string
  readonly userSig: string
  readonly requestId: number
  /** Milliseconds until it is given up. */
  readonly timeout: number
  readonly signal: AbortSignal | undefined
}

/** How an attempt went wrong. */
export interface FailedAttempt {
  readonly kind: RestErrorKind
  readonly message: string
  readonly code?: number
  readonly info?: string
  readonly status?: number
  readonly mayHaveArrived: boolean
  readonly cause?: unknown
}

export type Outcome =
  | { readonly answer: RestAnswer }
  /** `isHostDown`: the host is at fault, so another one may do. */
  | { readonly failed: FailedAttempt; readonly isHostDown: boolean }

/** Sends one request and judges what comes back. Rejects only when the caller's signal aborts. */
export async function attempt(engine: Engine, request: Attempt): Promise<Outcome> {
  const abort = new AbortController()
  const stop = () => abort.abort(request.signal?.reason)
  request.signal?.addEventListener('abort', stop, { once: true })
  let isLate = false
  const timer = engine.timers.set(() => {
    isLate = true
    abort.abort()
  }, request.timeout)
  try {
    const response = await engine.fetch(urlOf(engine, request), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: request.body,
      // An answer that leads elsewhere would take the signature with it.
      redirect: 'manual',
      signal: abort.signal,
    })
    return judge(response.status, await readText(response), request)
  } catch (error) {
    if (request.signal?.aborted) throw request.signal.reason
    const failed = isLate ? timedOut(request.timeout) : unreachable(error, request)
    return { failed, isHostDown: true }
  } finally {
    engine.timers.clear(timer)
    request.signal?.removeEventListener('abort', stop)
  }
}

/** A UserSig has no character that needs escaping. */
function urlOf({ caller }: Engine, { origin, endpoint, userSig, requestId }: Attempt): string {
  return `${origin}/v4/${endpoint}?${caller}&usersig=${userSig}&random=${requestId}&contenttype=json`
}

function judge(status: number, text: string | undefined, { userSig }: Attempt): Outcome {
  const answer = text === undefined ? undefined : parseAnswer(text)
  if (answer !== undefined && isFromPlatform(answer, status)) {
    return isSuccess(answer) ? { answer } : { failed: refusedBy(answer, status, userSig), isHostDown: false }
  }
  if (status === 429) {
    const message = 'the service answers HTTP 429: too many calls'
    return { failed: { kind: 'rate_limited', status, message, mayHaveArrived: false }, isHostDown: false }
  }
  if (status === 408 || status >= 500) {
    const message = `the service is out of order: HTTP ${status}`
    return { failed: { kind: 'transient', status, message, mayHaveArrived: true }, isHostDown: true }
  }
  const what = text === undefined ? 'is longer than any of the platform' : 'is not an answer of the platform'
  const message = `what came back with HTTP ${status} ${what}: look at region, baseUrl and proxies`
  return { failed: { kind: 'invalid_response', status, message, mayHaveArrived: true }, isHostDown: false }
}

/** Proxies answer JSON as well: with another status than that of success only codes of the platform count. */
function isFromPlatform(answer: RestAnswer, status: number): boolean {
  return status < 300 || (!isSuccess(answer) && classify(answer.ErrorCode).kind !== 'unknown')
}

function refusedBy({ ErrorCode, ErrorInfo }: RestAnswer, status: number, userSig: string): FailedAttempt {
  const { kind, about, mayHaveArrived = false } = classify(ErrorCode)
  const info = withoutSig(ErrorInfo, userSig).slice(0, longestInfo)
  const message = `${ErrorCode} (${about})${info === '' ? '' : `: ${info}`}`
  return { kind, code: ErrorCode, info, status, message, mayHaveArrived }
}

const longestInfo = 1000

function timedOut(timeout: number): FailedAttempt {
  const message = `no answer within ${timeout} ms`
  return { kind: 'transient', message, mayHaveArrived: true }
}

/** Failures of Node that come before anything is sent; elsewhere there is no telling. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

function unreachable(error: unknown, { userSig }: Attempt): FailedAttempt {
  const { code, text } = reasonOf(error)
  const safe = withoutSig(text, userSig)
  return {
    kind: 'transient',
    message: `the service could not be reached: ${safe}`,
    mayHaveArrived: !neverSent.has(code),
    // Not the error itself: what others throw may hold the address, and with it the signature.
    cause: Object.assign(new Error(safe), { code }),
  }
}

/** Without the signature, also where the address that holds it is cut off or escaped. */
function withoutSig(text: string, userSig: string): string {
  return text.replaceAll(userSig, '[usersig]').replace(/usersig=[\w*%-]+/gi, 'usersig=[usersig]')
}

/** `fetch failed` says nothing; its cause does. By members, since the error may be of another realm. */
function reasonOf(error: unknown): { code: string; text: string } {
  const inner = memberOf(error, 'cause') ?? error
  const code = String(memberOf(inner, 'code') ?? '')
  const said = String(memberOf(inner, 'message') ?? inner)
  return { code, text: said === '' ? code : said }
}

function memberOf(value: unknown, name: 'cause' | 'code' | 'message'): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}
