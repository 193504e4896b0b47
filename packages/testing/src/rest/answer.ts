import { nearest } from '@im-callback/core'
import { codesOf } from './codes.js'
import type { Call, World } from './endpoint.js'
import { jsonAnswer, type RestAnswer } from './exchange.js'
import type { RestEndpoint } from './generated/endpoints.js'
import { endpointRules } from './generated/endpoints.js'
import type { Settings } from './options.js'
import { checkQuery, type RestQuery } from './query.js'
import { Refusal } from './refusal.js'
import { checkBody, isEndpoint, parseBody, serve } from './service.js'
import { verifyUserSig } from './user-sig.js'

/** What came in over HTTP. */
export interface Incoming {
  readonly method: string
  readonly query: RestQuery
  readonly text: string
}

/** Answers that a test has set for endpoints. */
export type SetAnswers = ReadonlyMap<string, (call: Call) => object>

/** One request from its method to its answer: each step refuses with the code the service has for it. */
export function answer(incoming: Incoming, settings: Settings, world: World, set: SetAnswers): RestAnswer {
  try {
    const { endpoint, call } = admit(incoming, settings)
    checkBody(endpoint, call.body)
    const own = set.get(endpoint)
    const fields = own === undefined ? serve(endpoint, call, world) : own(call)
    return jsonAnswer({ ...success, ...fields })
  } catch (error) {
    return error instanceof Refusal ? failure(error.code, error.message) : failure(91000, 'internal error')
  }
}

/** What the service answers with an error code. */
export function failure(code: number, info: string): RestAnswer {
  return jsonAnswer({ ActionStatus: 'FAIL', ErrorCode: code, ErrorInfo: info })
}

const success = { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' }

function admit(
  { method, query, text }: Incoming,
  settings: Settings,
): { endpoint: RestEndpoint; call: Call } {
  if (method !== 'POST') throw new Refusal(60002, `the method is ${method}, not POST`)
  const { endpoint, identifier, userSig } = query
  if (!isEndpoint(endpoint)) throw new Refusal(60009, unknown(endpoint))
  const { sdkAppId, secretKey, admins, clock } = settings
  checkQuery(query, sdkAppId)
  const now = clock()
  verifyUserSig(userSig, { sdkAppId, secretKey, identifier, now })
  if (!admins.includes(identifier)) {
    throw new Refusal(codesOf(endpointRules[endpoint]).admin, 'the caller is not an admin of the app')
  }
  return { endpoint, call: { identifier, body: parseBody(endpoint, text), now: Math.floor(now / 1000) } }
}

function unknown(endpoint: string): string {
  const meant = nearest(endpoint, Object.keys(endpointRules))
  return `there is no ${endpoint}${meant === undefined ? '' : `; did you mean ${meant}?`}`
}
