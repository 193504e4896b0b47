import type { Logger } from '@im-callback/core/queue'
import type { Store } from './store.js'
import { explain, isDiskFailure, troubleOf, WrongFile } from './trouble.js'

/**
 * Opens the file now, so that a wrong one is noticed when the app starts and not when the first event comes. What may
 * pass does not keep the app from starting: before-callbacks can be answered without a queue.
 *
 * @throws Error when it is the wrong file, or cannot be opened
 */
export function openEarly(store: Store, { file, logger }: { file: string; logger: Logger }): void {
  try {
    store.open()
  } catch (error) {
    store.failed(error)
    if (error instanceof WrongFile) throw error
    if (troubleOf(error) === 'broken' && !isDiskFailure(error)) {
      throw new Error(explain(file, error), { cause: error })
    }
    logger.warn(`im-callback: ${explain(file, error)}`)
  }
}
