import { closes } from './queue/closing.js'
import { outlivesFailures } from './queue/failing.js'
import { keepsDeadLetters } from './queue/giving-up.js'
import type { QueueUnderTest } from './queue/subject.js'
import { survives } from './queue/surviving.js'
import { takesJobs } from './queue/taking.js'
import { describe } from './runner.js'

/**
 * Tests a queue: order and contents, concurrency, retries, dead letters, what is no job, clock jumps, closing, and for
 * durable queues what outlives a process and what several processes share. Nothing in it waits for a fixed time. To be
 * called in a test file of Jest, or of Vitest with `globals: true`.
 *
 * @example
 * ```ts
 * import { MemoryQueue } from '@im-callback/core'
 * import { queueConformance } from '@im-callback/testing/conformance'
 *
 * queueConformance({
 *   name: 'MemoryQueue',
 *   durable: false,
 *   createStore: async () => ({
 *     open: ({ logger, ...options }) => new MemoryQueue(options),
 *     dispose: async () => undefined,
 *   }),
 * })
 * ```
 */
export function queueConformance(subject: QueueUnderTest): void {
  describe(subject.name, () => {
    describe('takes jobs', () => takesJobs(subject))
    describe('outlives failures', () => outlivesFailures(subject))
    describe('keeps dead letters', () => keepsDeadLetters(subject))
    describe('closes', () => closes(subject))
    if (subject.durable !== false) describe('survives', () => survives(subject))
  })
}
