import type { JsonObject } from '@im-callback/core'
import { isSingleJoin, isWithUnderscores } from '../upgrade.js'
import type { Sent } from '../version.js'

/** Adds what servers of other shapes read; what they do not know they pass over. */
export function forOldServer(fields: JsonObject, { command, body }: Sent): JsonObject {
  if (isSingleJoin(body)) return { ...fields, ...ownChange(fields, body) }
  return isWithUnderscores(command, body) ? { ...fields, ...inUnderscores(fields) } : fields
}

/** Of the list only what is meant for the one who joins, at the top. */
function ownChange({ memberCallbackList: list }: JsonObject, { userID }: JsonObject): JsonObject {
  const changes = (Array.isArray(list) ? list : []) as JsonObject[]
  const { userID: _, ...own } = changes.find((change) => change.userID === userID) ?? {}
  return own
}

function inUnderscores(fields: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  )
}
