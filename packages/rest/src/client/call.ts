import { checkOptionNames } from '@im-callback/core'
import { callerError, restError } from '../errors/classes.js'
import { tencentRestEndpoints } from '../generated/endpoints.js'
import type { RestAnswer } from '../types/answer.js'
import { attempt, type FailedAttempt } from './attempt.js'
import { type Engine, u32 } from './engine.js'
import { checkAbove0 } from './options.js'
import { mayRepeat, retryDelay } from './retry.js'
import { wait } from './wait.js'

/** What one call may be told beside its body. */
export interface CallOptions {
  /** Ends the call: it rejects with the signal's reason. What was sent may be done all the same. */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds for each attempt. Default: the client's. */
  readonly timeout?: number | undefined
  /** Send again also what the platform may have done already. Default: the client's. */
  readonly retryUnsafe?: boolean | undefined
}

/** One logical call: as many attempts as it takes and as are allowed, all with the same body. */
export async function call(
  engine: Engine,
  endpoint: string,
  body: object,
  options: CallOptions = {},
): Promise<RestAnswer> {
  checkCall(options)
  const { signal, timeout = engine.timeout, retryUnsafe = engine.retryUnsafe } = options
  const text = serialise(endpoint, body)
  const repeat = tencentRestEndpoints.get(endpoint)?.repeat
  const begun = engine.clock()
  let isSignedAgain = false
  let attempts = 0
  for (;;) {
    signal?.throwIfAborted()
    await turn(engine, endpoint, { signal, attempts })
    const current = engine.sig.get()
    const userSig = typeof current === 'string' ? current : await current
    signal?.throwIfAborted()
    const origin = engine.hosts.pick()
    const requestId = u32(engine)
    attempts++
    const outcome = await attempt(engine, {
      endpoint,
      origin,
      body: text,
      userSig,
      requestId,
      timeout,
      signal,
    })
    if ('answer' in outcome) return outcome.answer
    const { failed } = outcome
    if (failed.isHostDown) engine.hosts.failed(origin)
    if (failed.kind === 'sign_again' && !isSignedAgain && engine.sig.refuse(userSig)) {
      isSignedAgain = true
      continue
    }
    const tries = isSignedAgain ? attempts - 1 : attempts
    const delay = retryDelay(engine.retry, { attempt: tries, kind: failed.kind, random: engine.random })
    const elapsed = engine.clock() - begun + delay
    if (tries >= engine.retry.attempts || !mayRepeat(failed, { repeat, body, elapsed, retryUnsafe })) {
      throw failure(endpoint, failed, { requestId, attempts })
    }
    await wait(delay, engine.timers, signal)
  }
}

function checkCall(options: CallOptions): void {
  checkOptionNames('a call', options, ['signal', 'timeout', 'retryUnsafe'])
  checkAbove0('timeout', options.timeout)
}

/** JSON, and never empty: the platform wants `{}` then. */
function serialise(endpoint: string, body: object): string {
  if (!/^[\w.-]+\/[\w.-]+$/.test(endpoint)) {
    throw callerError(String(endpoint), 'an endpoint is service/command, such as "openim/sendmsg".')
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw callerError(endpoint, 'the body is an object; {} when there is nothing to say.')
  }
  try {
    return JSON.stringify(body)
  } catch (error) {
    throw callerError(
      endpoint,
      `the body cannot be written as JSON: ${error instanceof Error ? error.message : error}`,
    )
  }
}

/** Waits for the endpoint's rate limit. */
async function turn(
  { limits, timers }: Engine,
  endpoint: string,
  { signal, attempts }: { signal: AbortSignal | undefined; attempts: number },
): Promise<void> {
  const delay = limits === undefined ? 0 : limits.take(endpoint)
  if (delay === undefined) {
    const message = `${endpoint}: more calls are waiting than its rate limit lets through in time; call less often.`
    throw restError({ kind: 'rate_limited', endpoint, message, attempts, mayHaveArrived: false })
  }
  if (delay > 0) await wait(delay, timers, signal)
}

function failure(endpoint: string, failed: FailedAttempt, count: { requestId: number; attempts: number }) {
  const { message, isHostDown, ...facts } = failed
  const times = count.attempts === 1 ? '' : ` (attempt ${count.attempts})`
  return restError({ ...facts, ...count, endpoint, message: `${endpoint} failed${times}: ${message}` })
}
