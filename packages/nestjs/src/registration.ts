import type { CallbackHandler } from '@im-callback/core'
import type { AnyCommands } from './any-commands.js'
import type { FoundHandler } from './found-handler.js'
import { runnerOf, type Surroundings } from './handler-runner.js'

/** Registers the handlers found with the `CallbackHandler`. */
export async function register(
  im: CallbackHandler<AnyCommands>,
  found: readonly FoundHandler[],
  app: Surroundings,
): Promise<void> {
  for (const each of found) {
    const handle = await runnerOf(each, app)
    const { kind, command, async, asyncResponse } = each
    if (kind === 'before') im.before(handle)
    else if (kind === 'fallback') im.fallback(handle)
    else im.on(command, { async, asyncResponse, handle })
  }
}
