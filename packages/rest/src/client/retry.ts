import { checkOptionNames } from '@im-callback/core'
import type { Repeat } from '../types/endpoint-info.js'
import type { FailedAttempt } from './attempt.js'
import { checkObjectOrFalse } from './check-options.js'

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
  checkObjectOrFalse('retry', options)
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

/** Whether another attempt may do better. */
export const isWorthRepeating = ({ kind }: Pick<FailedAttempt, 'kind'>): boolean =>
  kind === 'transient' || kind === 'rate_limited'

/** What has to be known of a call to tell whether it may be done twice. */
export interface Repeatable {
  readonly repeat: Repeat | undefined
  readonly body: object
  /** Milliseconds from the first request to the one that would follow; below 0 when the clock was put back. */
  readonly elapsed: number
}

/** Whether doing twice what may have been done already is the same as once. */
export function isSafeToRepeat({ repeat, body, elapsed }: Repeatable): boolean {
  if (repeat === undefined) return false
  const { fields = [], seconds } = repeat
  const isKnown = seconds === undefined || (elapsed >= 0 && elapsed < seconds * 1000)
  return isKnown && fields.every((field) => isThere(body, field))
}

/** A field that is there and undefined is not sent. */
function isThere(body: object, field: string): boolean {
  return Object.entries(body).some(([name, value]) => name === field && value !== undefined)
}
