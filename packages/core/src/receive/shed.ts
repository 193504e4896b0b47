import { CallbackError } from '../errors.js'
import type { Engine } from '../handler/engine.js'
import type { OutcomePolicy, URLParams } from '../protocol.js'

/**
 * Past `maxInFlight` a before-callback is let through at once (refusing would stop users for our lack of strength),
 * and an after-callback gets 503, so that no one takes it for handled. Decided by the URL: the body is not read.
 */
export function shed(engine: Engine, params: URLParams): string {
  const command = params.CallbackCommand
  const known = Object.hasOwn(engine.protocol.commands, command)
    ? engine.protocol.commands[command]
    : undefined
  engine.logger.warn(`im-callback: more than ${engine.maxInFlight} requests in flight; shedding load`)
  if (known?.phase === 'before')
    return JSON.stringify(engine.protocol.verdict(policy(engine), command, {}, params))
  throw new CallbackError('overloaded', 'Too many callbacks at once.')
}

function policy({ protocol, onError }: Engine): OutcomePolicy {
  return protocol.defaults.failsAsOne && onError === 'reject' ? 'reject' : 'allow'
}
