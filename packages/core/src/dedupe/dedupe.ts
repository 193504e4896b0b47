/**
 * Remembers first answers, so that the same event again gets the same answer again.
 *
 * @example
 * ```ts
 * import { CallbackHandler, memoryDedupe } from '@im-callback/core'
 *
 * const im = new CallbackHandler({ dedupe: memoryDedupe({ ttl: 600_000 }) })
 * ```
 */
export interface DedupeStore {
  /**
   * The answer (JSON text) that was given to `id` before. For a new `id` it calls `answer`; callers that come
   * meanwhile wait for the same outcome. When `answer` rejects, all of them get the rejection and the id is free again.
   */
  once(id: string, answer: () => Promise<string>): Promise<string>
}
