// @ts-check

/** @typedef {import('./rest/model.mjs').Field} Field */
/** @typedef {import('./rest/model.mjs').Endpoint} Endpoint */

/** Largest unsigned 32-bit number. */
const u32 = 4_294_967_295

/** Types that the official pages contradict each other about: the mock takes both. */
const loose = new Map([['MsgReadTime', 'unknown']])

/**
 * A field as the mock needs it: what it is called, and what fits. A name behind `$` is a rule that others share.
 *
 * @param {Field} field
 * @returns {object}
 */
export function fieldRule({ name, type, presence, about = '', values, fields }) {
  const wanted = loose.get(name) ?? ruleType(type)
  return {
    name,
    type: wanted,
    ...(presence === undefined && { required: true }),
    ...(values && { values }),
    ...(wanted === 'integer' && about.includes(`0..${u32}`) && { max: u32 }),
    ...(fields && { fields: fields.map(fieldRule) }),
    ...(type === 'OfflinePushInfo' && { fields: '$offlinePushInfo' }),
    ...(type === 'MsgElement[]' && { fields: '$messageElement', elements: true }),
  }
}

/**
 * All numbers of the API are integers, but for places.
 *
 * @param {string} type
 */
function ruleType(type) {
  if (type === 'OfflinePushInfo') return 'object'
  return type.replace('MsgElement', 'object').replace('number', 'integer')
}

/**
 * A field of an element's content.
 *
 * @param {{ name: string, type: string }} field
 */
export function elementFields({ name, type }) {
  return { name, type: type === 'array' ? 'unknown[]' : type, required: true }
}

/** @param {import('./rest/model.mjs').RestCatalog} catalog */
export function sharedRules({ shapes }) {
  return {
    messageElement: [
      { name: 'MsgType', type: 'string', required: true },
      { name: 'MsgContent', type: 'object', required: true },
    ],
    offlinePushInfo: shapes.OfflinePushInfo?.fields.map(fieldRule) ?? [],
  }
}

/**
 * The ways to ask: the documented one, other shapes of the same page, and the one with the older names of fields.
 *
 * @param {Endpoint} endpoint
 */
export function requestsOf({ request, variants, limits }) {
  const older = request.flatMap((field) => {
    const current = /^older name of (\w+)/.exec(field.about ?? '')?.[1]
    return current === undefined ? [] : [{ name: field.name, current }]
  })
  const current = request.filter(({ name }) => !older.some((each) => each.name === name))
  const renamed = current.map((field) => ({
    ...field,
    name: older.find((each) => each.current === field.name)?.name ?? field.name,
  }))
  const ways = [current, ...variants, ...(older.length > 0 ? [renamed] : [])]
  return ways.map((fields) => withCount(fields, limits))
}

/** Limits on the number of items, and the lists they are for; the first list there is has the limit. */
const counts = [
  'maxAccounts',
  'maxMembers',
  'maxMessages',
  'maxItems',
  'maxKeywords',
  'maxInitialMembers',
  'maxPeers',
]
const lists = [
  'To_Account',
  'Peer_Account',
  'Accounts',
  'AccountList',
  'DeleteItem',
  'CheckItem',
  'User_Account',
  'Member_List_Account',
  'Members_Account',
  'MemberList',
  'MsgKeyList',
  'MsgSeqList',
  'UserAttrs',
  'UserTags',
  'LocalAuditWords',
  'Contents',
]

/**
 * @param {Field[]} fields
 * @param {Record<string, number>} limits
 */
function withCount(fields, limits) {
  const most = counts.map((name) => limits[name]).find((value) => value !== undefined)
  const list = fields.find(({ name, type }) => type.endsWith('[]') && lists.includes(name))
  return fields.map((field) => ({
    ...fieldRule(field),
    ...(field === list && most !== undefined && { maxItems: most }),
  }))
}
