import { CallbackError } from '../errors.js'
import type { Engine } from '../handler/engine.js'
import type { URLParams } from '../protocol.js'

/**
 * Past `maxInFlight` a before-callback is let through at once (refusing would stop users for our lack of strength,
 * which is for the app to choose), and an after-callback gets 503, so that no one takes it for handled. Decided by the URL: the body is not read.
 */
export function shed(engine: Engine, params: URLParams): string {
  const command = params.CallbackCommand
  const known = Object.hasOwn(engine.protocol.commands, command)
    ? engine.protocol.commands[command]
    : undefined
  engine.logger.warn(`im-callback: more than ${engine.maxInFlight} requests in flight; shedding load`)
  if (known?.phase === 'before')
    return JSON.stringify(engine.protocol.verdict(engine.onOverload, command, {}, params))
  throw new CallbackError('overloaded', 'Too many callbacks at once.')
}
