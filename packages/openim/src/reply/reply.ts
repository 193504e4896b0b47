import type { JsonObject, OutcomePolicy, URLParams } from '@im-callback/core'
import { infoOf } from '../names.js'
import type { Sent } from '../version.js'
import { meaning } from './meaning.js'
import { write } from './write.js'

/**
 * A handler's result as the server that asked takes it: nothing means go on, an answer is read for what it means and
 * written in the way of that version.
 */
export function reply(result: unknown, command: string, body: JsonObject, params?: URLParams): object {
  const sent = { command, body, params }
  return write(meaning(result, sent), sent)
}

/** Code and text of refusals that no handler has chosen. */
export const unchecked = {
  errCode: 20001,
  errMsg: 'This could not be checked. Please try again.',
  errDlt: '',
}

/** The answer of a policy: refuses where that is possible, and goes on where that is. */
export function verdict(policy: OutcomePolicy, sent: Sent): object {
  const canRefuse = infoOf(sent.command)?.reply.reject ?? false
  const isRefused = canRefuse && (policy === 'reject' || !canGoOn(sent))
  return write({ refusal: isRefused ? unchecked : undefined, changes: {} }, sent)
}

/** Without the body there is nothing to give back, and the server would blank the group, or find none. */
function canGoOn({ command, body }: Sent): boolean {
  const mustGiveBack = infoOf(command)?.reply.fields.groupID?.echo ?? false
  return !mustGiveBack || typeof body.groupID === 'string'
}
