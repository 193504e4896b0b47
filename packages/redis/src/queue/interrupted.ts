import { readElement, writeElement } from './element.js'
import { writeLetter } from './letters.js'
import type { Outcome } from './outcome.js'

interface InterruptedOptions {
  readonly maxInterruptions: number
  /** Milliseconds since 1970. */
  readonly now: number
}

/** What becomes of an element whose handling ended without an end: another attempt, until there were too many. */
export function interrupted(text: string, { maxInterruptions, now }: InterruptedOptions): Outcome {
  try {
    const { job, interruptions } = readElement(text, now)
    if (interruptions >= maxInterruptions)
      return { kind: 'dead', kept: writeLetter(text, givenUp(interruptions), now) }
    const again = { job: { ...job, Attempt: job.Attempt + 1 }, interruptions: interruptions + 1 }
    return { kind: 'back', kept: writeElement(again) }
  } catch (error) {
    return { kind: 'dead', kept: writeLetter(text, error, now) }
  }
}

const givenUp = (interruptions: number) =>
  new Error(
    `Given up: ${interruptions + 1} times the process ended, or was stopped, while it handled this job. Find out what it does to the process, then replay it.`,
  )
