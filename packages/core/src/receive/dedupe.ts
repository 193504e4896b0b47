import type { Deadline } from '../deadline.js'
import type { DedupeStore } from '../dedupe/dedupe.js'
import { CallbackError } from '../errors.js'
import type { ReceivedEvent } from '../event/received-event.js'
import type { Engine } from '../handler/engine.js'
import { chain } from '../realm.js'
import { dispatch } from './dispatch.js'
import { timedOut } from './outcome.js'
import type { Answer } from './reply.js'

/** Stage 7, around stage 8: the same event again gets the first answer again. Off unless a store was given. */
export function dedupe(engine: Engine, event: ReceivedEvent, deadline: Deadline): string | Promise<string> {
  if (engine.dedupe !== undefined) return remember(engine, engine.dedupe, event, deadline)
  return chain(dispatch(engine, event, deadline), text)
}

function remember(
  engine: Engine,
  store: DedupeStore,
  event: ReceivedEvent,
  deadline: Deadline,
): Promise<string> {
  let own: Promise<string> | undefined
  const answer = () => {
    own = Promise.resolve(dispatch(engine, event, deadline)).then(text)
    return own
  }
  const remembered = store.once(event.id, answer).catch((error) => {
    if (own !== undefined) return own
    if (CallbackError.is(error)) throw error
    // The store failed, not the handler: an event handled twice is better than one not handled.
    engine.logger.error('im-callback: the dedupe store failed; going on without it', error)
    return answer()
  })
  return deadline.race(remembered, () => own ?? text(timedOut(engine, event, remembered)))
}

const text = (answer: Answer) => answer.text
