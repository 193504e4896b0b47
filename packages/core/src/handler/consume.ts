import { onceOrWithout } from '../dedupe/once.js'
import { ReceivedEvent } from '../event/received-event.js'
import type { CallbackJob } from '../queue/job.js'
import { handleNow } from '../receive/dispatch.js'
import { nameNow } from '../receive/identify.js'
import { parse } from '../receive/parse.js'
import type { Engine } from './engine.js'
import { tell } from './hooks.js'

/** Under a key of its own: the event's id names the answer it got when it came in. */
const handledKey = (id: string) => `handled ${id}`

/** With a dedupe store, an event that was handled before, here or elsewhere, is not handled again. */
async function handleOnce(engine: Engine, event: ReceivedEvent): Promise<void> {
  const handle = async () => {
    await handleNow(engine, event)
    return ''
  }
  if (engine.dedupe === undefined) await handle()
  else await onceOrWithout(engine, engine.dedupe, handledKey(event.id), handle)
}

/**
 * Handles one job of the queue: middleware and route, no before hook (it ran when the event came in), no deadline. A
 * job without a route fails: it was stored for a handler, and must not pass for handled without one.
 */
export async function consumeJob(engine: Engine, job: CallbackJob, signal: AbortSignal): Promise<void> {
  let event: ReceivedEvent | undefined
  try {
    const { value, text } = parse(job.Body)
    event = new ReceivedEvent(engine.protocol, {
      command: nameNow(engine, job.CallbackCommand),
      params: job.URLParams,
      body: value,
      text,
      rest: engine.rest,
      app: await engine.protocol.app?.(job.URLParams),
      receivedAt: job.ReceivedAt,
      attempt: job.Attempt,
      id: job.Id,
      signal,
    })
    if (!engine.routes.has(event.command)) throw new Error(`No handler is registered for ${event.command}.`)
    await handleOnce(engine, event)
  } catch (error) {
    engine.logger.error(`im-callback: attempt ${job.Attempt} at ${job.CallbackCommand} failed`, error)
    if (event !== undefined) tell(engine, 'failed', error, event)
    throw error
  }
}
