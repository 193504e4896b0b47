import { errorText, type RetryPolicy, retryDelay } from '@im-callback/core/queue'
import type { Claim } from '../tables/jobs.js'
import type { Tables } from '../tables/tables.js'
import { type Change, lasting } from '../write/change.js'

/** What is done with a job once its handler is through. */
export interface Settlement {
  readonly retry: RetryPolicy
  /** Milliseconds to keep a job that was handled. */
  readonly retention: number
  readonly random: () => number
  /** Whole milliseconds since 1970. */
  readonly now: () => number
  /** Whether the file has grown to its bound, so that only few words about an error are kept. */
  readonly isCrowded: (tables: Tables) => boolean
}

const fewWords = 200

export function handled({ retention, now }: Settlement, claim: Claim): Change<void> {
  const at = now()
  return lasting(({ jobs, finished }) => {
    if (!jobs.leaveLine(claim)) return
    if (retention > 0) finished.keep(claim, at, at + retention)
    else jobs.removeContent(claim.job)
  })
}

export function failed(settlement: Settlement, claim: Claim, cause: unknown): Change<void> {
  const { retry, random, now, isCrowded } = settlement
  const since = now()
  if (claim.attempt < retry.attempts) {
    const until = since + Math.round(retryDelay(retry, claim.attempt, random))
    return lasting(({ jobs, delayed }) => {
      delayed.putOff(claim, since, until)
      jobs.leaveLine(claim)
    })
  }
  const text = errorText(cause).replaceAll('\0', ' ')
  return lasting((tables) => {
    if (!tables.jobs.leaveLine(claim)) return
    const error = isCrowded(tables) ? text.slice(0, fewWords) : text
    tables.letters.keep(claim, { error, since })
  })
}

/** Gives it back as it is: another process may begin it at once. */
export const released = (claim: Claim): Change<void> => lasting(({ jobs }) => jobs.release(claim))
