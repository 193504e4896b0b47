import { CallbackError } from '../errors.js'
import type { Engine } from '../handler/engine.js'
import type { DedupeStore } from './dedupe.js'

/** How an answer gets past a store without being kept there: as a rejection, which releases the key. */
export class Forgettable extends Error {
  constructor(readonly text: string) {
    super('The handler failed; this answer is not to be remembered.')
  }
}

/**
 * Asks the store, and goes on without it when it fails: an event handled twice is better than one not handled. What was
 * answered here counts, whatever becomes of the store.
 */
export async function onceOrWithout(
  engine: Engine,
  store: DedupeStore,
  id: string,
  answer: () => Promise<string>,
): Promise<string> {
  let own: Promise<string> | undefined
  try {
    return await store.once(id, () => {
      own = answer()
      return own
    })
  } catch (error) {
    if (own !== undefined) return own
    if (CallbackError.is(error) || error instanceof Forgettable) throw error
    engine.logger.error('im-callback: the dedupe store failed; going on without it', error)
    return answer()
  }
}
