import type { Deadline } from '../deadline.js'
import type { DedupeStore } from '../dedupe/dedupe.js'
import { Forgettable, onceOrWithout } from '../dedupe/once.js'
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
    own = Promise.resolve(dispatch(engine, event, deadline)).then(memorable)
    return own
  }
  const remembered = onceOrWithout(engine, store, event.id, answer).catch(forgettable)
  return deadline.race(remembered, () => own?.catch(forgettable) ?? timedOut(engine, event, remembered).text)
}

function memorable({ text, isMakeshift }: Answer): string {
  if (isMakeshift) throw new Forgettable(text)
  return text
}

function forgettable(error: unknown): string {
  if (error instanceof Forgettable) return error.text
  throw error
}

const text = (answer: Answer) => answer.text
