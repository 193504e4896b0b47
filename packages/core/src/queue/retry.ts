import { checkOptionNames } from '../nearest.js'

/** When and how often a failed job is tried again. */
export interface RetryOptions {
  /** Attempts in all, the first included. Default 5. */
  readonly attempts?: number | undefined
  /** Milliseconds before the second attempt; doubles with each further one. Default 1,000. */
  readonly minDelay?: number | undefined
  /** Upper limit of the delay in milliseconds. Default 60,000. */
  readonly maxDelay?: number | undefined
}

export type RetryPolicy = Required<RetryOptions>

export function retryPolicy(options: RetryOptions = {}): RetryPolicy {
  checkOptionNames('retry', options, ['attempts', 'minDelay', 'maxDelay'])
  const { attempts = 5, minDelay = 1000, maxDelay = 60_000 } = options
  if (!(attempts >= 1)) throw new TypeError(`retry.attempts is ${attempts}; give 1 or more.`)
  if (!(minDelay >= 0 && maxDelay >= minDelay)) {
    throw new TypeError(
      `retry delays run from ${minDelay} to ${maxDelay} ms; give 0 <= minDelay <= maxDelay.`,
    )
  }
  return { attempts, minDelay, maxDelay }
}

/**
 * Milliseconds until the attempt after `attempt`: exponential, with the upper half of it random, so that jobs that
 * failed together do not come back together.
 */
export function retryDelay(policy: RetryPolicy, attempt: number, random: () => number): number {
  const full = Math.min(policy.maxDelay, policy.minDelay * 2 ** (attempt - 1))
  return full / 2 + (full / 2) * random()
}
