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
    engine.logger.error(`im-callback: ${event.command} could not be stored`, cause)
    throw notStored(cause)
  }
}

export function notStored(cause?: unknown): CallbackError {
  return new CallbackError('queue_unavailable', 'The event could not be stored.', {
    cause,
  })
}
