import type { JsonObject } from '@im-callback/core'
import { infoOf } from '../names.js'
import { dialectOf, type Sent } from '../version.js'
import type { Meaning } from './meaning.js'
import { forOldServer } from './old-shapes.js'

/** The answer that means this to the version that asked. */
export function write({ refusal, changes }: Meaning, sent: Sent): object {
  const fields = refusal === undefined ? settable(changes, sent) : {}
  return { ...codes(refusal, sent), ...forOldServer({ ...echo(sent), ...fields }, sent) }
}

function codes(refusal: Meaning['refusal'], sent: Sent): object {
  const { errCode = 0, errMsg = '', errDlt = '' } = refusal ?? {}
  const isRefused = refusal !== undefined
  const dialect = dialectOf(sent)
  if (dialect === 'v3') return { actionCode: 0, errCode, errMsg, errDlt, nextCode: isRefused ? 1 : 0 }
  const { operationID } = sent.body
  return {
    actionCode: isRefused ? 1 : 0,
    // v2.0 refuses only with errCode 0.
    errCode: dialect === 'v2.0' ? 0 : errCode,
    errMsg,
    operationID: typeof operationID === 'string' ? operationID : '',
  }
}

/** What the server takes from every reply, as it came. */
function echo({ command, body }: Sent): JsonObject {
  const fields = Object.entries(infoOf(command)?.reply.fields ?? {}).filter(([, field]) => field.echo)
  return Object.fromEntries(
    fields.flatMap(([name, { kind }]) => {
      const value = Object.hasOwn(body, name) ? body[name] : undefined
      const fits = value === null || typeof value === (kind === 'text' ? 'string' : 'number')
      return fits ? [[name, value]] : []
    }),
  )
}

/** Fields that cannot be set where the request has null stay out. */
function settable(fields: Record<string, unknown>, { command, body }: Sent): Record<string, unknown> {
  const known = infoOf(command)?.reply.fields ?? {}
  const isSettable = (name: string) => !known[name]?.ifNotNull || (body[name] ?? null) !== null
  return Object.fromEntries(Object.entries(fields).filter(([name]) => isSettable(name)))
}
