// @ts-check
import { anchor, bullets, table } from '../reference/text.mjs'
import { sentence } from '../typescript/comment.mjs'
import { memberName } from './endpoints.mjs'
import { limitsText } from './types.mjs'

/** @typedef {import('./model.mjs').RestCatalog} RestCatalog */
/** @typedef {import('./model.mjs').Field} Field */

/**
 * The list of all endpoints.
 *
 * @param {RestCatalog} catalog
 */
export function indexPage({ areas, regions }) {
  const rows = areas.flatMap(({ name, endpoints }) =>
    endpoints.map(({ endpoint, title, method }) => [
      `[${endpoint}](${name}.md#${anchor(endpoint)})`,
      `\`client.${memberName(name)}.${method}\``,
      title,
    ]),
  )
  const hosts = regions.regions.map(({ name, title, host, backup }) => [`\`${name}\``, title, host, backup])
  return [
    '# Tencent Cloud Chat REST API\n',
    `${rows.length} endpoints, each of them as \`client.call('service/command', body)\` and as a method of its area.\n`,
    `Also: [error codes](codes.md), [message elements](../elements.md).\n`,
    table(['Endpoint', 'Method', 'What it does'], rows),
    '## Regions\n',
    table(['`region`', 'Region', 'Host', 'Backup'], hosts),
    bullets(regions.notes),
  ].join('\n')
}

/**
 * The page of one area.
 *
 * @param {RestCatalog} catalog
 * @param {import('./model.mjs').Area} area
 */
export function areaPage(catalog, area) {
  const sections = area.endpoints.map((endpoint) => section(catalog, area.name, endpoint))
  return `# ${area.title.en} (${area.title.zh})\n\n[All endpoints](README.md)\n\n${sections.join('\n')}`
}

/**
 * @param {RestCatalog} catalog
 * @param {string} area
 * @param {import('./model.mjs').Endpoint} endpoint
 */
function section(catalog, area, each) {
  const { endpoint, title, method, request, response, variants, limits, notes, doc, confidence, errors } =
    each
  const codes = errors.map(({ code, about }) => [`[${code}](codes.md)`, sentence(about)])
  return [
    `## ${endpoint}\n`,
    `${title} · \`client.${memberName(area)}.${method}(body)\`\n`,
    `${repeatText(each.repeat)}${Object.keys(limits).length > 0 ? ` Limits: ${limitsText(limits)}.` : ''}\n`,
    `### Request: \`${each.name}Request\`\n`,
    fieldTable(catalog, request, true),
    ...variants.flatMap((fields) => ['Or:\n', fieldTable(catalog, fields, true)]),
    `### Response: \`${each.name}Response\`\n`,
    response.length > 0
      ? fieldTable(catalog, response, false)
      : 'Nothing beside `ActionStatus`, `ErrorCode` and `ErrorInfo`.\n',
    ...(codes.length > 0 ? ['### Error codes\n', table(['Code', 'Meaning'], codes)] : []),
    ...(notes.length > 0 ? ['### Notes\n', bullets(notes.map(sentence))] : []),
    sourceText(doc, confidence),
  ].join('\n')
}

/** @param {any} repeat */
function repeatText(repeat) {
  if (repeat === undefined) return 'Sent again only when the platform has certainly not done it.'
  if (repeat.how === 'read') return 'Sent again when no answer comes: it changes nothing.'
  if (repeat.how === 'same') return 'Sent again when no answer comes: done twice is done once.'
  const fields = repeat.fields.map((/** @type {string} */ name) => `\`${name}\``).join(', ')
  const time = repeat.seconds === undefined ? '' : ` for ${repeat.seconds} seconds`
  return `Sent again when no answer comes: the platform knows it by ${fields}${time}.`
}

/**
 * @param {string[]} doc
 * @param {'official' | 'sdk'} confidence
 */
function sourceText(doc, confidence) {
  const links = doc.length > 0 ? `Official: ${doc.map((url) => `<${url}>`).join(', ')}. ` : ''
  const found = confidence === 'sdk' ? 'Fields found in SDKs, not checked against the official page.' : ''
  return `${`${links}${found}`.trim()}\n`
}

/**
 * @param {RestCatalog} catalog
 * @param {Field[]} fields
 * @param {boolean} isRequest
 */
function fieldTable(catalog, fields, isRequest) {
  if (fields.length === 0) return 'No fields.\n'
  const head = isRequest ? ['Field', 'Type', 'Needed', 'Meaning'] : ['Field', 'Type', 'Meaning']
  return table(head, rows(catalog, fields, isRequest, ''))
}

const needed = { optional: 'no', unknown: 'not known' }

/**
 * @param {RestCatalog} catalog
 * @param {Field[]} fields
 * @param {boolean} isRequest
 * @param {string} path
 * @returns {string[][]}
 */
function rows(catalog, fields, isRequest, path) {
  return fields.flatMap((field) => {
    const shape = catalog.shapes[field.type]
    const cells = [`\`${path}${field.name}\``, typeCell(field)]
    if (isRequest) cells.push(field.presence === undefined ? 'yes' : needed[field.presence])
    cells.push(meaning(field))
    const inner = field.fields ?? shape?.fields ?? []
    return [
      cells,
      ...rows(catalog, inner, isRequest, `${path}${field.name}${field.type.endsWith('[]') ? '[]' : ''}.`),
    ]
  })
}

/** @param {Field} field */
const typeCell = ({ type }) => (type === 'MsgElement[]' ? '[MsgElement](../elements.md)[]' : `\`${type}\``)

/** @param {Field} field */
function meaning({ about = '', values, legacy }) {
  const known =
    values === undefined ? '' : ` Known values: ${values.map((value) => `\`${value}\``).join(', ')}.`
  return `${about === '' ? '' : sentence(about)}${known}${legacy ? ' An older field.' : ''}`.trim()
}

/**
 * The page of the error codes.
 *
 * @param {RestCatalog} catalog
 */
export function codesPage({ codes }) {
  const rows = codes.codes.map(({ code, kind, about, mayHaveArrived }) => [
    String(code),
    `\`${kind}\``,
    `${sentence(about)}${mayHaveArrived ? ' It may have been done all the same.' : ''}`,
  ])
  const ranges = codes.ranges.map(({ from, to, kind, about }) => [
    `${from}-${to}`,
    `\`${kind}\``,
    sentence(about),
  ])
  return [
    '# Error codes of the REST API\n',
    '[All endpoints](README.md)\n',
    '`kind` is that of the `RestError`. A code that is not here is `unknown`.\n',
    table(['Code', 'Kind', 'Meaning'], [...rows, ...ranges]),
  ].join('\n')
}
