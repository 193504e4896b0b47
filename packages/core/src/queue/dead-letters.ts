import type { CallbackJob } from './job.js'

/** A job that was given up: its attempts are used up, or what was stored is no job. */
export interface DeadLetter {
  /** Names the letter to {@link DeadLetters.replay} and {@link DeadLetters.discard}; not the event's id. */
  readonly id: string
  /** The job as its last attempt had it; undefined when what was stored cannot be read as one. */
  readonly job: CallbackJob | undefined
  /** What was stored, when it cannot be read as a job. */
  readonly raw: string | undefined
  /** Why: the stack of what the last attempt threw, or what is wrong with what was stored. */
  readonly error: string
  /** Milliseconds since 1970. */
  readonly failedAt: number
}

/** Which part of the dead letters. */
export interface DeadLetterPage {
  /** How many to skip, from the oldest. Default 0. */
  readonly offset?: number | undefined
  /** How many at the most. Default 100. */
  readonly limit?: number | undefined
}

/**
 * Jobs that were given up, kept to be looked at, tried again or thrown away.
 *
 * @example
 * ```ts
 * import type { DeadLetters } from '@im-callback/core'
 *
 * async function retryAll(deadLetters: DeadLetters): Promise<void> {
 *   for (const { id, job, error } of await deadLetters.list()) {
 *     console.log(job?.CallbackCommand, error)
 *     await deadLetters.replay(id)
 *   }
 * }
 * ```
 */
export interface DeadLetters {
  /** Some of them, oldest first. */
  list(page?: DeadLetterPage): Promise<DeadLetter[]>
  get(id: string): Promise<DeadLetter | undefined>
  /**
   * Puts a job back on the queue as a first attempt; false when there is none of this id. Rejects, and keeps the
   * letter, when the queue does not take it, or when the letter holds no readable job.
   */
  replay(id: string): Promise<boolean>
  /** Throws a job away; false when there is none of this id. */
  discard(id: string): Promise<boolean>
}

const longestError = 8000

/** What went wrong as bounded text, to be stored with a dead letter. Whatever was thrown, this does not throw. */
export function errorText(error: unknown): string {
  try {
    const text = error instanceof Error ? (error.stack ?? String(error)) : String(error)
    return text.slice(0, longestError)
  } catch {
    return 'something that cannot be shown was thrown'
  }
}

/** For authors of queues: what a letter without a readable job answers to a replay. */
export function notReplayable({ id, error }: Pick<DeadLetter, 'id' | 'error'>): TypeError {
  return new TypeError(
    `Dead letter ${id} holds no readable job (${error}): look at its raw text, enqueue what it should have been, and discard it.`,
  )
}
