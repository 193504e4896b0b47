import { checkOptionNames } from '@im-callback/core'
import { restError } from '../errors/classes.js'
import type { RestError } from '../errors/rest-error.js'
import { tencentRestEndpoints } from '../generated/endpoints.js'
import type { RestAnswer } from '../types/answer.js'
import { attempt } from './attempt.js'
import { bodyText } from './body.js'
import { checkAbove0, checkFlag } from './check-options.js'
import { type Engine, u32 } from './engine.js'
import { isSafeToRepeat, isWorthRepeating, retryDelay } from './retry.js'
import { signed, takeTurn } from './turn.js'
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
  const text = bodyText(endpoint, body)
  const repeat = tencentRestEndpoints.get(endpoint)?.repeat
  const begun = engine.clock()
  let attempts = 0
  let isSignedAgain = false
  let mayHaveArrived = false
  let failure: RestError | undefined
  // Of the call, not of its last attempt: one that may have been done makes each further one a repetition.
  const isSafeIn = (delay: number) =>
    !mayHaveArrived ||
    retryUnsafe ||
    isSafeToRepeat({ repeat, body, elapsed: engine.clock() - begun + delay })
  for (;;) {
    signal?.throwIfAborted()
    const progress = { endpoint, signal, attempts, mayHaveArrived }
    const delayOfTurn = takeTurn(engine, progress)
    if (delayOfTurn > 0) await wait(delayOfTurn, engine.timers, signal)
    const current = engine.sig.get()
    const userSig = typeof current === 'string' ? current : await signed(current, progress)
    signal?.throwIfAborted()
    // Turn and signature may have been long in coming.
    if (failure !== undefined && !isSafeIn(0)) throw failure
    const origin = engine.hosts.pick()
    const requestId = u32(engine)
    attempts++
    const request = { endpoint, origin, body: text, userSig, requestId, timeout, signal }
    const outcome = await attempt(engine, request)
    if ('answer' in outcome) return outcome.answer

    const { failed } = outcome
    mayHaveArrived ||= failed.mayHaveArrived
    if (outcome.isHostDown) engine.hosts.failed(origin)
    const times = attempts === 1 ? '' : ` (attempt ${attempts})`
    const message = `${endpoint} failed${times}: ${failed.message}`
    failure = restError({ ...failed, endpoint, requestId, attempts, mayHaveArrived, message })
    if (failed.kind === 'sign_again' && !isSignedAgain && isSafeIn(0) && engine.sig.refuse(userSig)) {
      isSignedAgain = true
      continue
    }
    // The attempt whose signature was at fault is not counted: nothing was tried with it.
    const tries = isSignedAgain ? attempts - 1 : attempts
    const delay = retryDelay(engine.retry, { attempt: tries, kind: failed.kind, random: engine.random })
    if (tries >= engine.retry.attempts || !isWorthRepeating(failed) || !isSafeIn(delay)) throw failure
    await wait(delay, engine.timers, signal)
  }
}

function checkCall(options: CallOptions): void {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError('a call takes an object of options: signal, timeout, retryUnsafe.')
  }
  checkOptionNames('a call', options, ['signal', 'timeout', 'retryUnsafe'])
  checkAbove0('timeout', options.timeout)
  checkFlag('retryUnsafe', options.retryUnsafe)
  const { signal } = options
  if (signal === undefined || typeof signal?.throwIfAborted === 'function') return
  throw new TypeError(
    'signal is no AbortSignal; give that of an AbortController, or AbortSignal.timeout(ms).',
  )
}
