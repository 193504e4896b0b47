import { CallbackError } from '../errors.js'
import type { ReceivedEvent } from '../event/received-event.js'
import type { Engine } from '../handler/engine.js'
import { traced } from '../tracing.js'

/** Puts an event on the queue, or says that it could not be stored. */
export async function store(engine: Engine, event: ReceivedEvent): Promise<void> {
  const job = {
    CallbackCommand: event.command,
    URLParams: event.params,
    Body: event.rawBody,
    Id: event.id,
    ReceivedAt: event.receivedAt,
    Attempt: 1,
  }
  try {
    await traced('queue', { event, job }, () => engine.queue.enqueue(job))
  } catch (cause) {
    throw notStored(cause)
  }
}

/** Whether this event is to be stored and is not yet: then no policy may answer OK for it. */
export function isUnstored(engine: Engine, event: ReceivedEvent): boolean {
  return !event.isSafe && engine.routes.get(event.command)?.async === true
}

export function notStored(cause?: unknown): CallbackError {
  return new CallbackError('queue_unavailable', 'The event could not be stored.', {
    cause,
  })
}
