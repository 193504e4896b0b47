import type { Deadline } from '../deadline.js'
import { CallbackError } from '../errors.js'
import type { ReceivedEvent } from '../event/received-event.js'
import type { Engine } from '../handler/engine.js'
import { tell } from '../handler/hooks.js'
import type { OutcomePolicy } from '../protocol.js'
import { isPromise } from '../realm.js'
import { type Answer, reply } from './reply.js'
import { isUnstored, notStored } from './store.js'

/** The answer when the deadline was first. The handler goes on; its late end is reported and can hurt no one. */
export function timedOut(engine: Engine, event: ReceivedEvent, work: Promise<unknown>): Answer {
  const at = engine.clock()
  const reason = new Error(`The deadline of ${engine.deadline} ms has passed; the answer is out.`)
  event.abort(reason)
  // It still takes memory, and whatever it waits for is slow: it counts until it ends.
  engine.inFlight++
  const late = (error?: unknown) => {
    engine.inFlight--
    const lateBy = engine.clock() - at
    const how = error === undefined ? 'finished' : 'failed'
    engine.logger.warn(
      `im-callback: the handler of ${event.command} ${how} ${lateBy} ms after its deadline`,
      error ?? '',
    )
    tell(engine, 'late', event, error === undefined ? { lateBy } : { lateBy, error })
  }
  work.then(
    () => late(),
    (error) => late(error),
  )
  if (isUnstored(engine, event)) throw notStored(reason)
  return decide(engine, event, engine.onTimeout)
}

function decide(engine: Engine, event: ReceivedEvent, policy: Engine['onTimeout']): Answer {
  if (typeof policy !== 'function') return byPolicy(engine, event, policy)
  try {
    const result = policy(event)
    if (isPromise(result)) result.catch(() => undefined)
    return reply(engine, event, result)
  } catch (error) {
    engine.logger.error('im-callback: onTimeout threw; the default answer goes out', error)
    return byPolicy(engine, event, engine.protocol.defaults.onTimeout)
  }
}

/** The answer when a handler threw. */
export async function handlerFailed(
  engine: Engine,
  event: ReceivedEvent,
  error: unknown,
  deadline: Deadline,
): Promise<Answer> {
  const what = isUnstored(engine, event)
    ? `${event.command} could not be stored`
    : `the handler of ${event.command} failed`
  engine.logger.error(`im-callback: ${what}`, error)
  tell(engine, 'failed', error, event)
  const failure = new CallbackError('handler_failed', 'The handler of this callback failed.', {
    cause: error,
  })
  if (isUnstored(engine, event)) throw isQueueError(error) ? error : notStored(error)
  if (engine.onError === 'fail') throw failure
  if (typeof engine.onError !== 'function') return makeshift(byPolicy(engine, event, engine.onError))
  const result = await ask(engine, () => (engine.onError as ErrorAnswer)(error, event), deadline)
  if (result === undefined || result === null) throw failure
  try {
    return makeshift(reply(engine, event, result))
  } catch (again) {
    engine.logger.error('im-callback: onError answered what cannot be sent', again)
    throw failure
  }
}

const makeshift = (answer: Answer): Answer => ({ ...answer, isMakeshift: true })

function isQueueError(error: unknown): boolean {
  return CallbackError.is(error) && error.code === 'queue_unavailable'
}

type ErrorAnswer = (error: unknown, event: ReceivedEvent) => unknown

/** What `onError` says within what is left of the deadline; undefined when it throws or takes too long. */
async function ask(engine: Engine, answer: () => unknown, deadline: Deadline): Promise<unknown> {
  try {
    return await deadline.race(Promise.resolve(answer()), () => undefined)
  } catch (error) {
    engine.logger.error('im-callback: onError threw', error)
    return undefined
  }
}

function byPolicy(engine: Engine, event: ReceivedEvent, policy: OutcomePolicy): Answer {
  const { command, body, params } = event
  return reply(engine, event, engine.protocol.verdict(policy, command, body, params))
}
