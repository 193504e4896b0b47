// @ts-check
import { comment, sentence } from '../typescript/comment.mjs'

/** @typedef {import('./model.mjs').Field} Field */
/** @typedef {import('./model.mjs').Endpoint} Endpoint */

/**
 * The requests and responses of one area, and its calls.
 *
 * @param {import('./model.mjs').RestCatalog} catalog
 * @param {import('./model.mjs').Area} area
 */
export function areaTypes(catalog, area) {
  const body = [
    ...area.endpoints.flatMap((endpoint) => [requestText(endpoint), responseText(endpoint)]),
    callsText(area),
  ].join('\n')
  const shapes = Object.keys(catalog.shapes).filter((name) => body.includes(name))
  return [
    ...(body.includes('MsgElement') ? ["import type { MsgElement } from '@im-callback/core'\n"] : []),
    "import type { CallOptions } from '../client/call.js'\n",
    ...(body.includes('extends RestAnswer')
      ? ["import type { RestAnswer } from '../types/answer.js'\n"]
      : []),
    "import type { Call } from '../types/call.js'\n",
    ...(shapes.length > 0 ? [`import type { ${shapes.join(', ')} } from './shapes.js'\n`] : []),
    '\n',
    body,
  ].join('')
}

/**
 * The shapes that several areas share.
 *
 * @param {import('./model.mjs').RestCatalog} catalog
 */
export function shapeTypes({ shapes }) {
  return Object.entries(shapes)
    .map(
      ([name, { about, fields }]) =>
        `${comment([about])}export interface ${name} ${objectText(fields, true)}\n`,
    )
    .join('\n')
}

/** @param {Endpoint} endpoint */
function requestText({ endpoint, name, request, variants, doc }) {
  const about = [`What \`${endpoint}\` takes.`, ...doc.map((url) => `@see ${url}`)]
  if (variants.length > 0) {
    const shapes = [request, ...variants].map((fields) => objectText(fields, true))
    return `${comment(about)}export type ${name}Request = ${shapes.join(' | ')}\n`
  }
  if (request.length === 0)
    return `${comment(about)}export type ${name}Request = Readonly<Record<string, never>>\n`
  return `${comment(about)}export interface ${name}Request ${objectText(request, true)}\n`
}

/** @param {Endpoint} endpoint */
function responseText({ endpoint, name, response }) {
  const about = comment([`What \`${endpoint}\` answers.`])
  if (response.length === 0) return `${about}export type ${name}Response = RestAnswer\n`
  return `${about}export interface ${name}Response extends RestAnswer ${objectText(response, false)}\n`
}

/**
 * @param {Field[]} fields
 * @param {boolean} isRequest what is sent may be read-only; what comes back may lack anything
 */
function objectText(fields, isRequest) {
  return `{\n${fields.map((field) => member(field, isRequest)).join('')}}`
}

/**
 * @param {Field} field
 * @param {boolean} isRequest
 */
function member(field, isRequest) {
  const { name, presence, about = '', legacy } = field
  const remarks = [
    about === '' ? '' : sentence(about),
    legacy ? 'An older field.' : '',
    presence === 'unknown' ? 'Whether it must be there is not known.' : '',
  ].filter((text) => text !== '')
  const head = isRequest ? 'readonly ' : ''
  const isOptional = !isRequest || presence !== undefined
  const type = typeText(field, isRequest)
  const text = `${head}${name}${isOptional ? '?' : ''}: ${type}${isRequest && isOptional ? ' | undefined' : ''}\n`
  return remarks.length > 0 ? comment([remarks.join(' ')], '  ') + text : text
}

/**
 * @param {Field} field
 * @param {boolean} isRequest
 */
function typeText({ type, fields, values }, isRequest) {
  const name = type.replace(/(?:\[\])+$/, '')
  const lists = (type.length - name.length) / 2
  const item =
    fields !== undefined
      ? objectText(fields, isRequest)
      : values !== undefined
        ? openUnion(name, values)
        : itemText(name)
  let text = item
  for (let i = 0; i < lists; i++) text = isRequest ? `readonly (${text})[]` : `(${text})[]`
  return text
}

/** @param {string} name */
const itemText = (name) => (name === 'object' ? 'Record<string, unknown>' : name)

/**
 * The known values, and any other: the platform adds some.
 *
 * @param {string} type
 * @param {(string | number)[]} values
 */
const openUnion = (type, values) =>
  `${values.map((value) => JSON.stringify(value)).join(' | ')} | (${type} & {})`

/** @param {string} area */
export const callsName = (area) => `${area.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase())}Calls`

/** @param {import('./model.mjs').Area} area */
function callsText({ name, title, endpoints }) {
  const class_ = callsName(name)
  const methods = endpoints.map((endpoint) => {
    const { method, name: type, request, endpoint: path } = endpoint
    const start = request.length === 0 ? ' = {}' : ''
    return `${comment(endpointAbout(endpoint), '  ')}  ${method}(body: ${type}Request${start}, options?: CallOptions): Promise<${type}Response> {\n    return this.#call('${path}', body, options)\n  }\n`
  })
  return `${comment([`${title.en} (${title.zh}): thin calls of the endpoints, which check nothing.`])}export class ${class_} {
  readonly #call: Call

  constructor(call: Call) {
    this.#call = call
  }

${methods.join('\n')}}
`
}

/**
 * Title, notes, limits and links of an endpoint, as paragraphs.
 *
 * @param {Endpoint} endpoint
 */
export function endpointAbout({ title, endpoint, notes, limits, confidence, doc }) {
  return [
    `${title}: \`${endpoint}\`.`,
    ...notes.map(sentence),
    ...(Object.keys(limits).length > 0 ? [`Limits: ${limitsText(limits)}.`] : []),
    ...(confidence === 'sdk'
      ? ['Its fields were found in SDKs, not checked against the official page.']
      : []),
    ...doc.map((url) => `@see ${url}`),
  ]
}

/** @type {Record<string, (value: number) => string>} */
const limitTexts = {
  callsPerSecond: (value) => (value === 1 ? '1 call a second' : `${value} calls a second`),
  callsPerDay: (value) => `${value} calls a day`,
  minIntervalSeconds: (value) => `${value} s from one to the next`,
  perAccountPerHour: (value) => `${value} an hour for each account`,
  historyDays: (value) => `${value} days of history`,
  maxLimit: (value) => `\`Limit\` up to ${value}`,
}

/**
 * `callsPerSecond: 200` is `200 calls a second`, `maxAccounts: 500` is `500 accounts`.
 *
 * @param {Record<string, number>} limits
 */
export function limitsText(limits) {
  return Object.entries(limits)
    .map(([name, value]) => limitTexts[name]?.(value) ?? otherLimit(name, value))
    .join(', ')
}

/**
 * @param {string} name `maxAccounts`, `nameBytes`
 * @param {number} value
 */
function otherLimit(name, value) {
  const words = name
    .replace(/^max|Bytes$/g, '')
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .trim()
  return name.endsWith('Bytes') ? `${words} of ${value} bytes` : `${value} ${words}`
}
