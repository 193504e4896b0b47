import type { Body } from './body.js'
import { firstViolation } from './check/fields.js'
import { isObject } from './check/types.js'
import { codeOf, codesOf } from './codes.js'
import type { Call, World } from './endpoint.js'
import { statefulEndpoints } from './endpoints/index.js'
import { endpointRules, type RestEndpoint } from './generated/endpoints.js'
import { Refusal } from './refusal.js'
import type { EndpointRule } from './rules.js'
import { shapedAnswer } from './shape.js'

/** Whether the catalogue has an endpoint of this name. */
export function isEndpoint(name: string): name is RestEndpoint {
  return Object.hasOwn(endpointRules, name)
}

/** Serves a request that has been checked: the fields of its answer, over those of success. */
export function serve(endpoint: RestEndpoint, call: Call, world: World): object {
  const stateful = statefulEndpoints[endpoint]
  if (stateful !== undefined) return stateful(call, world)
  return shapedAnswer(endpointRules[endpoint].response, call.body)
}

/** @throws Refusal with the code of the first field that does not fit, unless another way to ask does */
export function checkBody(endpoint: RestEndpoint, body: Body): void {
  const rule = endpointRules[endpoint]
  const found = rule.requests.map((fields) => firstViolation(fields, body))
  const [violation] = found
  if (violation !== undefined && !found.includes(undefined))
    throw new Refusal(codeOf(rule, violation), violation.text)
  const bytes = Buffer.byteLength(JSON.stringify(body.MsgBody ?? ''))
  if (rule.bodyBytes !== undefined && bytes > rule.bodyBytes) {
    throw new Refusal(tooLong(rule), `MsgBody has ${bytes} bytes; ${rule.bodyBytes} are the most`)
  }
}

const tooLong = ({ codes = [] }: EndpointRule) => (codes.includes(90055) ? 90055 : 93000)

/** The JSON object of a body. @throws Refusal when it is none */
export function parseBody(endpoint: RestEndpoint, text: string): Body {
  const { json } = codesOf(endpointRules[endpoint])
  const body = objectOf(text)
  if (body === undefined)
    throw new Refusal(json, 'the body is not a JSON object; send {} when there is nothing to say')
  return body
}

/** The JSON object that a text is, or undefined. */
export function objectOf(text: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
