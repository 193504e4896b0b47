import type { JsonObject } from '@im-callback/core'
import { infoOf } from './names.js'

/** Some versions send the server's own secret along. Handlers have no use for it, and logs and queues would keep it. */
export function redact(command: string, body: JsonObject): JsonObject {
  const secrets = infoOf(command)?.redacted?.filter((field) => Object.hasOwn(body, field)) ?? []
  if (secrets.length === 0) return body
  return Object.fromEntries(Object.entries(body).filter(([name]) => !secrets.includes(name)))
}
