import { checkOptionNames } from '../nearest.js'
import type { Clock } from '../time.js'
import type { DedupeStore } from './dedupe.js'

export interface MemoryDedupeOptions {
  /** Milliseconds an answer is remembered. Default 600,000 (10 minutes). */
  readonly ttl?: number | undefined
  /** How many answers at the most; the oldest goes first. Default 100,000. */
  readonly capacity?: number | undefined
  /** Default `Date.now`. */
  readonly clock?: Clock | undefined
}

/** Remembers first answers in this process. A restart forgets them; other processes do not see them. */
export function memoryDedupe(options: MemoryDedupeOptions = {}): DedupeStore {
  checkOptionNames('memoryDedupe', options, ['ttl', 'capacity', 'clock'])
  const { ttl = 600_000, capacity = 100_000, clock = Date.now } = options
  if (typeof ttl !== 'number' || !(ttl > 0))
    throw new TypeError(`memoryDedupe: ttl is ${ttl}; give milliseconds above 0.`)
  if (typeof capacity !== 'number' || !(capacity >= 1))
    throw new TypeError(`memoryDedupe: capacity is ${capacity}; give 1 or more.`)

  // Maps keep the order in which keys were added, so the oldest answer is always the first.
  const answers = new Map<string, { reply: Promise<string>; until: number }>()

  const forgetOld = (now: number) => {
    for (const [id, { until }] of answers) {
      if (until > now && answers.size < capacity) return
      answers.delete(id)
    }
  }

  return {
    once(id, answer) {
      const now = clock()
      const known = answers.get(id)
      if (known !== undefined && known.until > now) return known.reply
      answers.delete(id)
      forgetOld(now)
      const entry = { reply: answer(), until: now + ttl }
      answers.set(id, entry)
      entry.reply.catch(() => {
        if (answers.get(id) === entry) answers.delete(id)
      })
      return entry.reply
    },
  }
}
