import { ReceivedEvent } from '../event/received-event.js'
import type { CallbackJob } from '../queue/job.js'
import { handleNow } from '../receive/dispatch.js'
import { parse } from '../receive/parse.js'
import type { Engine } from './engine.js'
import { tell } from './hooks.js'

/** Handles one job of the queue: middleware and route, no before hook (it ran when the event came in), no deadline. */
export async function consumeJob(engine: Engine, job: CallbackJob, signal: AbortSignal): Promise<void> {
  const { value, text } = parse(job.Body)
  const event = new ReceivedEvent(engine.protocol, {
    command: job.CallbackCommand,
    params: job.URLParams,
    body: value,
    text,
    app: await engine.protocol.app?.(job.URLParams),
    receivedAt: job.ReceivedAt,
    attempt: job.Attempt,
    id: job.Id,
    signal,
  })
  try {
    await handleNow(engine, event)
  } catch (error) {
    engine.logger.error(`im-callback: attempt ${job.Attempt} at ${job.CallbackCommand} failed`, error)
    tell(engine, 'failed', error, event)
    throw error
  }
}
