import { type DeadLetter, errorText } from '@im-callback/core/queue'
import { readElement } from './element.js'

/** A dead letter as it is stored: the element as it was, and why it was given up. */
export function writeLetter(element: string, error: unknown, failedAt: number): string {
  return JSON.stringify({ Element: element, Error: errorText(error), FailedAt: failedAt })
}

/** Reads a stored letter, also one that someone else has written there. */
export function readLetter(id: string, stored: string): DeadLetter {
  const { Element = stored, Error: error = '', FailedAt = 0 } = parse(stored)
  const raw = String(Element)
  const letter = { id, error: String(error), failedAt: Number(FailedAt) }
  try {
    return { ...letter, job: readElement(raw, letter.failedAt).job, raw: undefined }
  } catch (reason) {
    return { ...letter, job: undefined, raw, error: letter.error || errorText(reason) }
  }
}

function parse(stored: string): { Element?: unknown; Error?: unknown; FailedAt?: unknown } {
  try {
    const value: unknown = JSON.parse(stored)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
