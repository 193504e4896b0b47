import type { Deadline } from '../deadline.js'
import { CallbackError } from '../errors.js'
import type { ReceivedEvent } from '../event/received-event.js'
import type { Engine } from '../handler/engine.js'
import type { AnyHandle } from '../handler/routes.js'
import { chain, isPromise } from '../realm.js'
import { traced } from '../tracing.js'
import { handlerFailed, timedOut } from './outcome.js'
import { type Answer, reply } from './reply.js'
import { store } from './store.js'

/**
 * Stage 8: before hook, then middleware around the route or the fallback, all under the deadline. Whatever a handler
 * does (throw, hang, answer nonsense), an answer comes back, or a `CallbackError`.
 */
export function dispatch(engine: Engine, event: ReceivedEvent, deadline: Deadline): Answer | Promise<Answer> {
  try {
    const work = answer(engine, event)
    return isPromise(work) ? inTime(engine, event, work, deadline) : work
  } catch (error) {
    return handlerFailed(engine, event, error, deadline)
  }
}

/** Only a handler that has to be waited for needs the deadline. */
async function inTime(
  engine: Engine,
  event: ReceivedEvent,
  work: Promise<Answer>,
  deadline: Deadline,
): Promise<Answer> {
  try {
    return await deadline.race(work, () => timedOut(engine, event, work))
  } catch (error) {
    return handlerFailed(engine, event, error, deadline)
  }
}

function answer(engine: Engine, event: ReceivedEvent): Answer | Promise<Answer> {
  return chain(engine.before?.(event), (ended) => {
    if (ended !== undefined && ended !== null) event.isSafe = true
    return chain(ended ?? route(engine, event), (result) => reply(engine, event, result))
  })
}

function route(engine: Engine, event: ReceivedEvent): unknown {
  const found = engine.routes.get(event.command)
  if (found?.async) return answerAtOnce(engine, event, found.asyncResponse)
  return handleNow(engine, event)
}

/** The async way: stored first, answered then. What could not be stored is never answered OK. */
async function answerAtOnce(
  engine: Engine,
  event: ReceivedEvent,
  response: object | undefined,
): Promise<unknown> {
  await store(engine, event)
  event.isSafe = true
  if (response !== undefined) return response
  try {
    return await engine.fallback?.(event)
  } catch (error) {
    engine.logger.error(`im-callback: the fallback failed to answer ${event.command}; it is stored`, error)
    return undefined
  }
}

/** Middleware around the route's handler or the fallback; the consumer of the queue enters here. */
export function handleNow(engine: Engine, event: ReceivedEvent): unknown {
  const handle = engine.routes.get(event.command)?.handle ?? engine.fallback ?? acknowledge
  return traced('handle', { event }, () =>
    engine.middleware.length === 0 ? handle(event) : throughLayers(engine, handle, event),
  )
}

const acknowledge: AnyHandle = () => undefined

function throughLayers(engine: Engine, handle: AnyHandle, event: ReceivedEvent): Promise<unknown> {
  const enter = async (index: number): Promise<unknown> => {
    const layer = engine.middleware[index]
    if (layer === undefined) return core(engine, handle, event)
    let inner: Promise<unknown> | undefined
    const result = await layer(event, () => {
      if (inner !== undefined) throw new CallbackError('handler_failed', 'A middleware called next() twice.')
      inner = enter(index + 1)
      inner.catch(() => undefined)
      return inner
    })
    // A layer that forgets to return what next() answered must not turn a refusal into a yes.
    return result ?? inner
  }
  return enter(0)
}

/** What layers see of a handler is a reply, also when it returned nothing; from the queue it is always OK. */
async function core(engine: Engine, handle: AnyHandle, event: ReceivedEvent): Promise<object> {
  const result = await handle(event)
  const { command, body, params } = event
  return engine.protocol.reply(event.isFromQueue ? undefined : result, command, body, params)
}
