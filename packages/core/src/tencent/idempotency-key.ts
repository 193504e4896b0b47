import { fingerprint } from '../fingerprint.js'
import type { EventFacts } from '../protocol.js'
import type { JsonObject } from '../receive/parse.js'
import { tencentCommands } from './generated/index.js'
import type { CommandInfo } from './types/command-info.js'

/**
 * App, command, and what identifies the event: the catalogue's key fields where the body has them (a message has its
 * MsgKey), a fingerprint of the whole body otherwise (bodies carry milliseconds, so two events differ).
 */
export function idempotencyKey({ command, params, body, rawBody }: EventFacts): string {
  const event = naturalKey(command, body) ?? fingerprint(rawBody)
  return `${params.SdkAppid}:${command}:${event}`
}

function naturalKey(command: string, body: JsonObject): string | undefined {
  const commands: Readonly<Record<string, CommandInfo>> = tencentCommands
  const fields = Object.hasOwn(commands, command) ? commands[command]?.id : undefined
  const values = fields?.map(({ field, optional }) => {
    const value = Object.hasOwn(body, field) ? body[field] : undefined
    return optional && value === undefined ? '' : scalar(value, optional)
  })
  return values === undefined || values.includes(undefined) ? undefined : JSON.stringify(values)
}

/** Short text and numbers only: a key must not grow with what a stranger sends. */
function scalar(value: unknown, mayBeEmpty = false): string | undefined {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string' || value.length > 256) return undefined
  return value === '' && !mayBeEmpty ? undefined : value
}
