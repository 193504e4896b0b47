import { checkOptionNames } from '@im-callback/core'
import { restError } from '../errors/classes.js'
import { tencentRestEndpoints } from '../generated/endpoints.js'
import type { RestAnswer } from '../types/answer.js'
import { attempt } from './attempt.js'
import { bodyText } from './body.js'
import { type Engine, u32 } from './engine.js'
import { checkAbove0 } from './options.js'
import { mayRepeat, retryDelay } from './retry.js'
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
  for (;;) {
    signal?.throwIfAborted()
    const progress = { endpoint, signal, attempts, mayHaveArrived }
    const delayOfTurn = takeTurn(engine, progress)
    if (delayOfTurn > 0) await wait(delayOfTurn, engine.timers, signal)
    const current = engine.sig.get()
    const userSig = typeof current === 'string' ? current : await signed(current, progress)
    signal?.throwIfAborted()
    const origin = engine.hosts.pick()
    const requestId = u32(engine)
    attempts++
    const request = { endpoint, origin, body: text, userSig, requestId, timeout, signal }
    const outcome = await attempt(engine, request)
    if ('answer' in outcome) return outcome.answer

    const { failed } = outcome
    mayHaveArrived ||= failed.mayHaveArrived
    if (outcome.isHostDown) engine.hosts.failed(origin)
    if (failed.kind === 'sign_again' && !isSignedAgain && engine.sig.refuse(userSig)) {
      isSignedAgain = true
      continue
    }
    // The attempt whose signature was at fault is not counted: nothing was tried with it.
    const tries = isSignedAgain ? attempts - 1 : attempts
    const delay = retryDelay(engine.retry, { attempt: tries, kind: failed.kind, random: engine.random })
    const elapsed = engine.clock() - begun + delay
    if (tries >= engine.retry.attempts || !mayRepeat(failed, { repeat, body, elapsed, retryUnsafe })) {
      const times = attempts === 1 ? '' : ` (attempt ${attempts})`
      const message = `${endpoint} failed${times}: ${failed.message}`
      throw restError({ ...failed, endpoint, requestId, attempts, mayHaveArrived, message })
    }
    await wait(delay, engine.timers, signal)
  }
}

function checkCall(options: CallOptions): void {
  checkOptionNames('a call', options, ['signal', 'timeout', 'retryUnsafe'])
  checkAbove0('timeout', options.timeout)
}
