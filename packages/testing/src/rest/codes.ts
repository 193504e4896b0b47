import type { Violation } from './check/fields.js'
import type { Area, EndpointRule } from './rules.js'

/** Codes of an area: the body is no JSON object, a parameter is wrong, too many items, the caller is no admin. */
interface AreaCodes {
  readonly json: number
  readonly parameter: number
  readonly count: number
  readonly admin: number
}

const common: AreaCodes = { json: 60003, parameter: 70402, count: 70206, admin: 60010 }
const areas: { readonly [Name in Area]: AreaCodes } = {
  account: { ...common, admin: 70403 },
  audit: common,
  c2c: { json: 90001, parameter: 90001, count: 90001, admin: 90009 },
  group: { json: 10011, parameter: 10004, count: 10005, admin: 60010 },
  mute: common,
  'official-account': common,
  operation: { ...common, json: 1001, parameter: 1002, count: 1002 },
  profile: { ...common, parameter: 40001, count: 40001, admin: 40004 },
  push: { json: 90001, parameter: 90001, count: 90018, admin: 90009 },
  'recent-contact': { ...common, parameter: 50002, count: 50002, admin: 50003 },
  robot: common,
  sns: { ...common, parameter: 30001, count: 30001, admin: 30004 },
}

export const codesOf = (rule: EndpointRule): AreaCodes => areas[rule.area]

/** Fields of messages that have a code of their own, used where the endpoint's page lists it. */
const fieldCodes = new Map([
  ['To_Account', 90003],
  ['Peer_Account', 90003],
  ['From_Account', 90008],
  ['Operator_Account', 90008],
  ['Report_Account', 90008],
  ['MsgRandom', 90005],
  ['MsgTimeStamp', 90006],
  ['SyncFromOldSystem', 90030],
  ['SyncOtherMachine', 90031],
  ['OfflinePushInfo', 90043],
  ['MsgLifeTime', 90044],
  ['MsgKey', 90054],
])

/** The code the service answers for a body that does not fit. */
export function codeOf(rule: EndpointRule, violation: Violation): number {
  const { parameter, count } = codesOf(rule)
  const own = ownCode(violation)
  if (own !== undefined && rule.codes?.includes(own)) return own
  return violation.kind === 'count' ? count : parameter
}

function ownCode({ field, kind }: Violation): number | undefined {
  if (field === 'MsgBody') return messageCodes[kind]
  if (field === 'To_Account' && kind === 'count') return 90011
  return fieldCodes.get(field)
}

const messageCodes = { missing: 90002, type: 90007, value: 90002, count: 90002, element: 90010 } as const
