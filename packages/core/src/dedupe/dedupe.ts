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
   * meanwhile wait for the same outcome. When `answer` rejects, those in this process get the rejection and the id is
   * free again. A store that fails rejects with its own error; when `answer` has run by then, its outcome counts. One
   * that gives up waiting for another process rejects with a `CallbackError`.
   */
  once(id: string, answer: () => Promise<string>): Promise<string>
}
