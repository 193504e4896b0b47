import type { CallbackHandler } from '@im-callback/core'
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js'
import type { AnyCommands } from './any-commands.js'
import { type FoundHandler, nameOf } from './found-handler.js'
import { runnerOf, type Surroundings } from './handler-runner.js'

/** Registers the handlers found with the `CallbackHandler`. */
export async function register(
  im: CallbackHandler<AnyCommands>,
  found: readonly FoundHandler[],
  app: Surroundings,
): Promise<void> {
  for (const each of found) {
    warnOfEmptyParameters(each, app.log)
    const handle = await runnerOf(each, app)
    const { kind, command, async, asyncResponse } = each
    if (kind === 'before') im.before(handle)
    else if (kind === 'fallback') im.fallback(handle)
    else im.on(command, { async, asyncResponse, handle })
  }
}

/** Only the first parameter is the event by itself; a second one looks as if it were something, too. */
function warnOfEmptyParameters(found: FoundHandler, log: Surroundings['log']): void {
  const { prototype, method } = found
  const parameters: object = Reflect.getMetadata(ROUTE_ARGS_METADATA, prototype.constructor, method) ?? {}
  const taken = new Set(Object.values(parameters).map(({ index }: { index: number }) => index))
  const { length }: { length: number } = Reflect.get(prototype, method)
  for (let at = 1; at < length; at++) {
    if (!taken.has(at)) log.warn(`${nameOf(found)}: parameter ${at + 1} has no decorator and gets nothing.`)
  }
}
