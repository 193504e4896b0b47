import type { Deadline } from '../deadline.js'
import { CallbackError } from '../errors.js'
import type { ReceivedEvent } from '../event/received-event.js'
import type { Engine } from '../handler/engine.js'
import type { AnyHandle, AnyMiddleware } from '../handler/routes.js'
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
    if (event.isBeingStored) throw error
    return handlerFailed(engine, event, error, deadline)
  }
}

function answer(engine: Engine, event: ReceivedEvent): Answer | Promise<Answer> {
  return chain(engine.before?.(event), (ended) =>
    chain(ended ?? route(engine, event), (result) => reply(engine, event, result)),
  )
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
  event.isBeingStored = true
  await store(engine, event)
  event.isBeingStored = false
  return response ?? engine.fallback?.(event)
}

/** Middleware around the route's handler or the fallback; the consumer of the queue enters here. */
export function handleNow(engine: Engine, event: ReceivedEvent): unknown {
  const handle = engine.routes.get(event.command)?.handle ?? engine.fallback ?? acknowledge
  return traced('handle', { event }, () =>
    engine.middleware.length === 0 ? handle(event) : throughLayers(engine.middleware, handle, event),
  )
}

const acknowledge: AnyHandle = () => undefined

function throughLayers(
  layers: readonly AnyMiddleware[],
  handle: AnyHandle,
  event: ReceivedEvent,
): Promise<unknown> {
  const enter = async (index: number): Promise<unknown> => {
    const layer = layers[index]
    if (layer === undefined) return handle(event)
    let isEntered = false
    return layer(event, () => {
      if (isEntered) throw new CallbackError('handler_failed', 'A middleware called next() twice.')
      isEntered = true
      return enter(index + 1)
    })
  }
  return enter(0)
}
