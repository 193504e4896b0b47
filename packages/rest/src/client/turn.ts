import { restError } from '../errors/classes.js'
import type { Engine } from './engine.js'
import { unlessAborted, wait } from './wait.js'

/** How far a call has come. */
export interface Progress {
  readonly endpoint: string
  readonly signal: AbortSignal | undefined
  readonly attempts: number
  readonly mayHaveArrived: boolean
}

/** Waits until the rate limit of the endpoint lets the call through. */
export async function waitForTurn({ limits, timers }: Engine, progress: Progress): Promise<void> {
  const { endpoint, signal } = progress
  const delay = limits === undefined ? 0 : limits.take(endpoint)
  if (delay === undefined) {
    const message = `${endpoint}: its rate limit keeps this call waiting for too long; call less often, or raise rateLimit.maxWait.`
    throw restError({ ...factsOf(progress), kind: 'rate_limited', message })
  }
  if (delay > 0) await wait(delay, timers, signal)
}

/** The signature to call with, as soon as there is one. */
export async function waitForSig({ sig }: Engine, progress: Progress): Promise<string> {
  const { endpoint, signal } = progress
  const current = sig.get()
  if (typeof current === 'string') return current
  try {
    return await unlessAborted(current, signal)
  } catch (cause) {
    if (signal?.aborted) throw signal.reason
    const message = `${endpoint}: there is no UserSig to call with, since signing failed; the cause of this error says why.`
    throw restError({ ...factsOf(progress), kind: 'sign_again', message, cause })
  }
}

const factsOf = ({ endpoint, attempts, mayHaveArrived }: Progress) => ({ endpoint, attempts, mayHaveArrived })
