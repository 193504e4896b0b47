import { CallbackError } from '../errors.js'
import type { Engine } from '../handler/engine.js'
import type { Logger } from '../logger.js'
import type { Protocol, URLParams } from '../protocol.js'
import type { JsonObject } from './parse.js'

/**
 * Stage 6: which command this is. URL and body may both name it; one official page prints two names for one event,
 * so a difference is an error only when both are known commands.
 */
export function identify<Commands>(
  protocol: Protocol<Commands>,
  params: URLParams,
  body: JsonObject,
  logger: Logger,
): string {
  const named = protocol.identify(params, body)
  const command = named.url ?? named.body
  if (command === undefined || !isCommandWord(command)) {
    throw new CallbackError('missing_command', 'Neither the URL nor the body names a command.')
  }
  if (named.body === undefined || named.body === command) return command
  if (Object.hasOwn(protocol.commands, command) && Object.hasOwn(protocol.commands, named.body)) {
    throw new CallbackError('command_mismatch', 'The URL and the body name two different commands.')
  }
  logger.warn('im-callback: URL and body name different commands; the one in the URL counts', {
    url: command,
    body: named.body.slice(0, 128),
  })
  return command
}

/**
 * The command under which an event of this name is handled: another one when the platform has renamed it and the
 * handler goes by today's name.
 */
export function nameNow({ protocol, routes }: Pick<Engine, 'protocol' | 'routes'>, command: string): string {
  const successor = protocol.successor?.(command)
  if (successor === undefined || routes.has(command)) return command
  // A name that is not in the catalogue is only another spelling of the one that is.
  return routes.has(successor) || !Object.hasOwn(protocol.commands, command) ? successor : command
}

/** Command words end up in logs and keys: short, and nothing that could break a line. */
function isCommandWord(text: string): boolean {
  return /^[\x21-\x7e]{1,128}$/.test(text)
}
