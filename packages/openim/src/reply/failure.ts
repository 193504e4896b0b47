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
 * unheard either.
 */
export function failure(error: CallbackError, request: FailedRequest): { status: number; body: object } {
  if (strangers.includes(error.code)) return { status: 401, body: [] }
  // To every version this is "go on"; whoever it is learns no more than that something answers.
  if (!request.isAuthenticated) return { status: error.status, body: {} }
  const { params, body } = request
  const command = nameOf(request)
  const sent = { command, body: body ?? {}, params }
  return { status: 200, body: request.policy === 'reject' ? refused(sent) : goOn(sent, body === undefined) }
}

function nameOf({ command, body }: FailedRequest): string {
  return command ?? (typeof body?.callbackCommand === 'string' ? body.callbackCommand : '')
}

/** An event that has happened is told nothing by a refusal, and neither is harmed. */
function refused(sent: Sent): object {
  return infoOf(sent.command) === undefined
    ? write({ refusal: unchecked, changes: {} }, sent)
    : verdict('reject', sent)
}

function goOn(sent: Sent, isBodyUnknown: boolean): object {
  const answer = verdict('allow', sent)
  // v2.0 replaces a filtered text by that of the reply, unless errCode tells it that there is none.
  return isBodyUnknown && dialectOf(sent) !== 'v3' ? { ...answer, errCode: 500 } : answer
}
