import type { ReceivedEvent } from '../event/received-event.js'
import type { Engine } from '../handler/engine.js'

/** What goes back to the platform: the object, and the JSON text of it. */
export interface Answer {
  readonly object: object
  readonly text: string
  /** Made by a policy because the handler failed: given, but not to be given again. */
  readonly isMakeshift?: boolean
}

/** Stage 9: a handler's result as the JSON the platform accepts; throws when it cannot be one. */
export function reply(engine: Engine, event: ReceivedEvent, result: unknown): Answer {
  const object = engine.protocol.reply(result, event.command, event.body, event.params)
  const text: string | undefined = JSON.stringify(object)
  if (text === undefined)
    throw new TypeError(`The answer to ${event.command} has no JSON: its toJSON answers nothing.`)
  return { object, text }
}

export const jsonHeaders = Object.freeze({ 'content-type': 'application/json; charset=utf-8' })
