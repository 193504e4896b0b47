import type { Protocol } from '@im-callback/core'
import type { AnyCallbackEvent, AnyCommands } from './any-commands.js'
import { hasOnlookers } from './enhancers.js'
import { replyToException, statusOf } from './exception-reply.js'
import { type FoundHandler, nameOf } from './found-handler.js'
import { type NestParts, scopedRun } from './handler-scope.js'
import { likeRequest } from './http-likeness.js'
import type { ExceptionReply } from './im-callback.options.js'

/** What of the app and of the module instance handlers are run with. */
export interface Surroundings extends NestParts {
  readonly protocol: Protocol<AnyCommands>
  readonly exceptionReply: ExceptionReply<AnyCommands> | undefined
  readonly log: { warn(message: string): void }
}

/** Makes a function of a decorated method: guards, interceptors, pipes, the method, filters; then `exceptionReply`. */
export async function runnerOf(
  found: FoundHandler,
  app: Surroundings,
): Promise<(event: AnyCallbackEvent) => Promise<object | undefined>> {
  const { exceptionReply = replyToException, protocol } = app
  const isLookedAt = hasOnlookers(found, app.config)
  const run = await scopedRun({ ...found, isLookedAt }, app)
  return async (event) => {
    if (isLookedAt) likeRequest(event)
    try {
      return asReply(await run(event), found)
    } catch (exception) {
      const reply = await exceptionReply(exception, event, protocol)
      if (typeof reply !== 'object' || reply === null) throw exception
      warnOfLoss(found, event, { exception, ...app })
      return reply
    }
  }
}

function asReply(result: unknown, found: FoundHandler): object | undefined {
  if (result === undefined || result === null) return undefined
  if (typeof result === 'object') return result
  throw new TypeError(
    `${nameOf(found)} answered a ${typeof result}; return nothing, or what event.reply builds.`,
  )
}

/** What is turned away after its answer, or with an answer that changes nothing, is gone: only the log is told. */
function warnOfLoss(
  found: FoundHandler,
  event: AnyCallbackEvent,
  { exception, protocol, log }: Pick<Surroundings, 'protocol' | 'log'> & { exception: unknown },
): void {
  if (protocol.commands[event.command]?.phase === 'before' && !found.async) return
  const why = exception instanceof Error ? exception.message : String(exception)
  log.warn(`${nameOf(found)} did not take ${event.command} ${event.id}: ${statusOf(exception) ?? ''} ${why}`)
}
