import type { CallbackJob, DeadLetterPage } from '@im-callback/core/queue'
import { readContent } from './consumer/read-content.js'
import { pageOf } from './dead-letters.js'
import type { Store } from './file/store.js'

/** A job that was handled. */
export interface FinishedJob {
  /** As its last attempt had it. */
  readonly job: CallbackJob
  /** Milliseconds since 1970. */
  readonly finishedAt: number
}

/** Jobs that were handled, kept to be looked at for `retention` milliseconds. */
export interface FinishedJobs {
  /** Some of them, in the order in which they were finished. */
  list(page?: DeadLetterPage): Promise<FinishedJob[]>
}

export const finishedJobs = (read: Store['read']): FinishedJobs => ({
  list: async (page = {}) =>
    read(({ finished }) => finished.list(pageOf(page))).map(({ content, attempt, since }) => ({
      job: readContent(content, attempt),
      finishedAt: since,
    })),
})
