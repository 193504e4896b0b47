import { type EventFacts, fingerprint, type JsonObject } from '@im-callback/core'
import { infoOf } from './names.js'
import { dialectOf } from './version.js'

/**
 * Messages by the IDs they have. Other events by the operation and the body; without either, by the moment: OpenIM does
 * not repeat what it has sent, and equal bodies are then two events. v2 has keys of its own: answers that are kept by
 * these keys mean something else on v3.
 */
export function idempotencyKey({ command, params, body, rawBody, headers, receivedAt }: EventFacts): string {
  const platform = dialectOf({ command, params, body }) === 'v3' ? 'openim' : 'openim-v2'
  const fields = infoOf(command)?.id ?? []
  const ids = fields.map((field) => textIn(body, field))
  if (ids.length > 0 && !ids.includes(undefined)) return `${platform}:${command}:${JSON.stringify(ids)}`
  const header = headers?.operationid
  const operation = (typeof header === 'string' ? short(header) : undefined) ?? textIn(body, 'operationID')
  return `${platform}:${command}:${operation ?? `@${receivedAt ?? 0}`}:${fingerprint(rawBody)}`
}

function textIn(body: JsonObject, field: string): string | undefined {
  const value = Object.hasOwn(body, field) ? body[field] : undefined
  return typeof value === 'string' ? short(value) : undefined
}

/** A key must not grow with what was sent. */
const short = (text: string) => (text === '' || text.length > 256 ? undefined : text)
