// @ts-check

import { restNotice } from './rest/outputs.mjs'
import { elementFields, fieldRule, requestsOf, sharedRules } from './rest-mock-fields.mjs'

/** @typedef {import('./rest/model.mjs').RestCatalog} RestCatalog */
/** @typedef {import('./rest/model.mjs').Area} Area */
/** @typedef {import('./rest/model.mjs').Endpoint} Endpoint */

/** Where output goes: a generated file here that is not made any more is an error. */
export const restMockFolder = 'packages/testing/src/rest/generated'

/**
 * What the mock of the REST API checks requests with, and shapes its answers by.
 *
 * @param {RestCatalog} catalog
 * @returns {import('./model.mjs').Output[]}
 */
export function makeRestMockOutputs(catalog) {
  return [
    ...catalog.areas.map((area) => source(area.name, areaRules(area))),
    source('shared', sharedModule(catalog)),
    source('elements', elementsModule(catalog)),
    source('endpoints', endpointsModule(catalog)),
  ]
}

/**
 * @param {string} name
 * @param {string} text
 */
const source = (name, text) => ({ path: `${restMockFolder}/${name}.ts`, text: `// ${restNotice}\n\n${text}` })

/** @param {Area} area */
function areaRules({ name, endpoints }) {
  const entries = endpoints.map((each) => `'${each.endpoint}': ${code(ruleOf(name, each))},\n`).join('')
  const shared = ['messageElement', 'offlinePushInfo'].filter((each) => entries.includes(each))
  const imports = shared.length > 0 ? `import { ${shared.join(', ')} } from './shared.js'\n` : ''
  const union = endpoints.map(({ endpoint }) => `'${endpoint}'`).join(' | ')
  return `import type { EndpointRule } from '../rules.js'
${imports}
export type ${typeName(name)} = ${union}

export const ${constName(name)}: Readonly<Record<${typeName(name)}, EndpointRule>> = {
${entries}}
`
}

/** @param {RestCatalog} catalog */
function endpointsModule({ areas }) {
  const imports = areas.map(
    ({ name }) => `import { type ${typeName(name)}, ${constName(name)} } from './${name}.js'\n`,
  )
  return `import type { EndpointRule } from '../rules.js'
${imports.sort().join('')}
/** An endpoint of the REST API: service and command. */
export type RestEndpoint = ${areas.map(({ name }) => typeName(name)).join(' | ')}

export const endpointRules: Readonly<Record<RestEndpoint, EndpointRule>> = {
${areas.map(({ name }) => `...${constName(name)},\n`).join('')}}
`
}

/** @param {RestCatalog} catalog */
function sharedModule(catalog) {
  const { messageElement, offlinePushInfo } = sharedRules(catalog)
  return `import type { FieldRule } from '../rules.js'

/** An element of a message; its content has rules by \`MsgType\`. */
export const messageElement: readonly FieldRule[] = ${code(messageElement)}

export const offlinePushInfo: readonly FieldRule[] = ${code(offlinePushInfo)}
`
}

/** @param {RestCatalog} catalog */
function elementsModule({ elements: { elements } }) {
  const entries = elements.map(({ type, required }) => `['${type}', ${code(required.map(elementFields))}],\n`)
  return `import type { FieldRule } from '../rules.js'

/** What the content of each element must have. */
export const elementRules: ReadonlyMap<string, readonly FieldRule[]> = new Map<string, readonly FieldRule[]>([
${entries.join('')}])
`
}

/**
 * @param {string} area
 * @param {Endpoint} endpoint
 */
function ruleOf(area, endpoint) {
  const { limits, errors, response } = endpoint
  // The fields of messages have codes of their own in this range.
  const codes = errors.map(({ code }) => code).filter((each) => each > 90_000 && each < 90_100)
  return {
    area,
    requests: requestsOf(endpoint),
    response: response.map(fieldRule),
    ...(codes.length > 0 && { codes }),
    ...(limits.bodyBytes !== undefined && { bodyBytes: limits.bodyBytes }),
  }
}

/** @param {string} area */
const constName = (area) => `${area.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())}Rules`
/** @param {string} area */
const typeName = (area) => `${area.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase())}Endpoint`

/** @param {unknown} value */
const code = (value) => JSON.stringify(value).replace(/"\$(\w+)"/g, '$1')
