import type { CallbackError, FailedRequest } from '@im-callback/core'
import { infoOf } from '../names.js'
import { dialectOf, type Sent } from '../version.js'
import { unchecked, verdict } from './reply.js'
import { write } from './write.js'

const strangers = ['unknown_app', 'signature_missing', 'signature_invalid', 'signature_expired']

/**
 * The answer to what could not be served. OpenIM ignores the status, and a body it cannot read stops its users: so it
 * gets one it can, that goes on, or refuses under `onError: 'reject'`.
 *
 * Strangers learn nothing: `[]` is an answer to no version, so a server with the wrong secret is not let through
 * unheard either. While it is not known who calls, `{}` says no more than that something answers, and goes on.
 */
export function failure(error: CallbackError, request: FailedRequest): { status: number; body: object } {
  if (strangers.includes(error.code)) return { status: 401, body: [] }
  const { params, body, isAuthenticated, policy } = request
  const sent = { command: nameOf(request), body: body ?? {}, params }
  const status = isAuthenticated ? 200 : error.status
  if (policy === 'reject') return { status, body: refused(sent) }
  const missing = body === undefined && dialectOf(sent) !== 'v3' ? noText : {}
  return { status, body: isAuthenticated ? { ...verdict('allow', sent), ...missing } : missing }
}

/** v2.0 replaces a filtered text by that of the reply, unless `errCode` tells it that there is none. */
const noText = { errCode: 500 }

function nameOf({ command, body }: FailedRequest): string {
  return command ?? (typeof body?.callbackCommand === 'string' ? body.callbackCommand : '')
}

/** An event that has happened is told nothing by a refusal, and neither is harmed. */
function refused(sent: Sent): object {
  return infoOf(sent.command) === undefined
    ? write({ refusal: unchecked, changes: {} }, sent)
    : verdict('reject', sent)
}
