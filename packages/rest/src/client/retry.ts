import { checkOptionNames } from '@im-callback/core'
import type { Repeat } from '../types/endpoint-info.js'
import type { FailedAttempt } from './attempt.js'

/** When and how often a failed call is sent again. */
export interface RestRetryOptions {
  /** Attempts in all, the first included. Default 3. */
  readonly attempts?: number | undefined
  /** Upper limit of the first delay in milliseconds; doubles with each further one. Default 200. */
  readonly minDelay?: number | undefined
  /** Upper limit of all delays in milliseconds. Default 5,000. */
  readonly maxDelay?: number | undefined
}

export type RestRetryPolicy = Required<{ [Name in keyof RestRetryOptions]: number }>

/** @throws TypeError when a number cannot mean anything */
export function retryPolicy(options: RestRetryOptions | false = {}): RestRetryPolicy {
  if (options === false) return { attempts: 1, minDelay: 0, maxDelay: 0 }
  checkOptionNames('retry', options, ['attempts', 'minDelay', 'maxDelay'])
  const { attempts = 3, minDelay = 200, maxDelay = 5000 } = options
  if (!(Number.isInteger(attempts) && attempts >= 1)) {
    throw new TypeError(`retry.attempts is ${attempts}; give a whole number, 1 or more.`)
  }
  if (!(minDelay >= 0 && maxDelay >= minDelay)) {
    throw new TypeError(
      `retry delays run from ${minDelay} to ${maxDelay} ms; give 0 <= minDelay <= maxDelay.`,
    )
  }
  return { attempts, minDelay, maxDelay }
}

/** After a refusal for being too many, at least this long. */
const pause = 1000

/** Milliseconds before the attempt after `attempt`, all of it random, so that calls that failed together part ways. */
export function retryDelay(
  policy: RestRetryPolicy,
  { attempt, kind, random }: { attempt: number; kind: FailedAttempt['kind']; random: () => number },
): number {
  const steps = 2 ** (attempt - 1)
  if (kind === 'rate_limited') return pause + random() * Math.min(policy.maxDelay, pause * steps)
  return random() * Math.min(policy.maxDelay, policy.minDelay * steps)
}

/** What has to be known of a call to tell whether it may be sent again. */
export interface Repeatable {
  readonly repeat: Repeat | undefined
  readonly body: object
  /** Milliseconds from the first request to the one that would follow. */
  readonly elapsed: number
  readonly retryUnsafe: boolean
}

/**
 * Whether a failed call may be sent again. What the platform has certainly not done may always; what it may have done,
 * only where doing it twice is the same as once.
 */
export function mayRepeat(failed: FailedAttempt, call: Repeatable): boolean {
  if (failed.kind !== 'transient' && failed.kind !== 'rate_limited') return false
  return !failed.mayHaveArrived || call.retryUnsafe || isSafe(call)
}

function isSafe({ repeat, body, elapsed }: Repeatable): boolean {
  if (repeat === undefined) return false
  const { fields = [], seconds = Number.POSITIVE_INFINITY } = repeat
  return elapsed < seconds * 1000 && fields.every((field) => isThere(body, field))
}

/** A field that is there and undefined is not sent. */
function isThere(body: object, field: string): boolean {
  return Object.entries(body).some(([name, value]) => name === field && value !== undefined)
}
