import { restError } from '../errors/classes.js'
import type { Engine } from './engine.js'
import { unlessAborted } from './wait.js'

/** How far a call has come. */
export interface Progress {
  readonly endpoint: string
  readonly signal: AbortSignal | undefined
  readonly attempts: number
  readonly mayHaveArrived: boolean
}

/**
 * Takes the next turn that the rate limit of the endpoint has.
 *
 * @returns the milliseconds until then
 */
export function takeTurn({ limits }: Engine, progress: Progress): number {
  const delay = limits === undefined ? 0 : limits.take(progress.endpoint)
  if (delay !== undefined) return delay
  const message = `${progress.endpoint}: its rate limit keeps this call waiting for too long; call less often, or raise rateLimit.maxWait.`
  throw restError({ ...factsOf(progress), kind: 'rate_limited', message })
}

/** A signature that has to be waited for. */
export async function signed(current: Promise<string>, progress: Progress): Promise<string> {
  const { endpoint, signal } = progress
  try {
    return await unlessAborted(current, signal)
  } catch (cause) {
    if (signal?.aborted) throw signal.reason
    const message = `${endpoint}: there is no UserSig to call with, since signing failed; the cause of this error says why.`
    throw restError({ ...factsOf(progress), kind: 'sign_again', message, cause })
  }
}

const factsOf = ({ endpoint, attempts, mayHaveArrived }: Progress) => ({ endpoint, attempts, mayHaveArrived })
