import { CallbackCommand, CallbackHandler, type HandlerOptions, tencentCommands } from '@im-callback/core'
import { archiveTo } from './archive.js'

/** The same routes in web and worker processes: the web stores what they name, a worker handles it. */
export function createHandler(folder: string, options: HandlerOptions): CallbackHandler {
  const im = new CallbackHandler(options)
  for (const command of Object.values(CallbackCommand)) {
    if (tencentCommands[command].phase === 'after') im.on(command, { async: true, handle: archiveTo(folder) })
  }
  return im
}
