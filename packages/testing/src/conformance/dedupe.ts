import { answersOnce } from './dedupe/answering.js'
import { outlivesItsPlace, sharesAnswers } from './dedupe/sharing.js'
import type { DedupeUnderTest } from './dedupe/subject.js'
import { describe } from './runner.js'

/**
 * Tests a dedupe store: one answer for each event, exactly; and where several processes share the answers, what they owe
 * each other, also when one of them dies or the place of the answers cannot be reached. To be called in a test file of Jest,
 * or of Vitest with `globals: true`.
 *
 * @example
 * ```ts
 * import { memoryDedupe } from '@im-callback/core'
 * import { dedupeConformance } from '@im-callback/testing/conformance'
 *
 * dedupeConformance({
 *   name: 'memoryDedupe',
 *   shared: false,
 *   createStore: async () => ({
 *     open: (options) => ({ store: memoryDedupe(options) }),
 *     dispose: async () => undefined,
 *   }),
 * })
 * ```
 */
export function dedupeConformance(subject: DedupeUnderTest): void {
  describe(subject.name, () => {
    describe('answers once', () => answersOnce(subject))
    if (subject.shared === false) return
    describe('shares answers', () => sharesAnswers(subject))
    describe('outlives its place', () => outlivesItsPlace(subject))
  })
}
