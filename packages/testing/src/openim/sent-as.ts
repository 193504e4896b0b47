import { requestShapes } from '../generated/openim-requests.js'
import { oldFields } from './old-fields.js'
import { isSince, isUntil, type OpenImRelease } from './release.js'
import type { RequestField, RequestShape } from './request-shape.js'

/** A command as one release sends it. */
export interface SentCommand {
  /** Its name on the wire. */
  readonly name: string
  readonly fields: readonly RequestField[]
}

/** How a release sends a command, given by today's name or an old one; undefined: it does not. */
export function sentAs(command: string, release: OpenImRelease): SentCommand | undefined {
  const today = Object.hasOwn(requestShapes, command) ? command : todaysNameOf(command)
  const shape = today === undefined ? undefined : requestShapes[today]
  if (today === undefined || shape === undefined) return undefined
  const name = nameIn(release, today, shape)
  if (name === undefined) return undefined
  const fields = oldFields(today, name, release) ?? shape.fields
  return { name, fields: fields.filter((field) => isIn(field, release)) }
}

function todaysNameOf(oldName: string): string | undefined {
  return Object.keys(requestShapes).find((name) => requestShapes[name]?.aliases.includes(oldName))
}

function nameIn(release: OpenImRelease, today: string, shape: RequestShape): string | undefined {
  const [oldName] = shape.aliases
  if (oldName === undefined || isSince(release, renamedIn(shape))) {
    const isThere =
      isSince(release, shape.since) && (shape.until === undefined || isUntil(release, shape.until))
    return isThere ? today : undefined
  }
  // An old name that is an entry of the catalogue is that entry's.
  return isSince(release, 'v3') && !Object.hasOwn(requestShapes, oldName) ? oldName : undefined
}

/** A name that the catalogue has since v3 and that had another one all the same lost it with all the others. */
const renamedIn = ({ since }: RequestShape) => (since === 'v3' ? 'v3.7' : since)

function isIn({ since, until, only }: RequestField, release: OpenImRelease): boolean {
  if (only !== undefined && only.startsWith('v2') === isSince(release, 'v3')) return false
  return (since === undefined || isSince(release, since)) && (until === undefined || isUntil(release, until))
}
