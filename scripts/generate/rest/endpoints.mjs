// @ts-check
import { comment } from '../typescript/comment.mjs'
import { callsName, endpointAbout } from './types.mjs'

/** @typedef {import('./model.mjs').RestCatalog} RestCatalog */

/**
 * The map from endpoint to types, and what is known at run time.
 *
 * @param {RestCatalog} catalog
 */
export function endpointsModule({ areas }) {
  const imports = areas.map(({ name, endpoints }) => {
    const names = endpoints.flatMap((each) => [`${each.name}Request`, `${each.name}Response`]).sort(byLetters)
    return { from: `./${name}.js`, text: `import type { ${names.join(', ')} } from './${name}.js'\n` }
  })
  const members = areas.flatMap(({ endpoints }) =>
    endpoints.map(
      (each) =>
        `${comment(endpointAbout(each), '  ')}  '${each.endpoint}': { request: ${each.name}Request; response: ${each.name}Response }\n`,
    ),
  )
  const entries = areas.flatMap(({ name, endpoints }) => endpoints.map((each) => entry(name, each)))
  return `import type { RestEndpointInfo } from '../types/endpoint-info.js'
${imports
  .sort((a, b) => (a.from < b.from ? -1 : 1))
  .map(({ text }) => text)
  .join('')}
${comment([
  'What each endpoint takes and answers. An interface, so that endpoints which are not in the catalogue can be added:',
  '@example',
]).replace(' * @example\n', exampleLines)}export interface TencentRestEndpoints {
${members.join('')}}

/** \`service/command\` of an endpoint. */
export type TencentRestEndpoint = keyof TencentRestEndpoints & string

/** What is known of each endpoint at run time. */
export const tencentRestEndpoints: ReadonlyMap<string, RestEndpointInfo> = new Map<string, RestEndpointInfo>([
${entries.join('')}])
`
}

const exampleLines = ` * @example
 * \`\`\`ts
 * import type { RestAnswer } from '@im-callback/rest'
 *
 * declare module '@im-callback/rest' {
 *   interface TencentRestEndpoints {
 *     'new_svc/new_command': { request: { Name: string }; response: RestAnswer }
 *   }
 * }
 * \`\`\`
`

/**
 * @param {string} area
 * @param {import('./model.mjs').Endpoint} endpoint
 */
function entry(area, { endpoint, title, doc, limits, repeat }) {
  return `[${JSON.stringify(endpoint)}, ${JSON.stringify({ endpoint, area, title, doc, limits, repeat })}],\n`
}

/**
 * The areas as members of the client.
 *
 * @param {RestCatalog} catalog
 */
export function clientCalls({ areas }) {
  const imports = areas.map(({ name }) => `import { ${callsName(name)} } from './${name}.js'\n`).sort(byPath)
  const members = areas.map(
    ({ name, title }) =>
      `  /** ${title.en} (${title.zh}). */\n  readonly ${memberName(name)}: ${callsName(name)}\n`,
  )
  const starts = areas.map(({ name }) => `    this.${memberName(name)} = new ${callsName(name)}(call)\n`)
  return `import type { Call } from '../types/call.js'
${imports.join('')}
/** Every endpoint of the catalogue, by area. */
export class RestCalls {
${members.join('')}
  constructor(call: Call) {
${starts.join('')}  }
}
`
}

/** @param {string} area */
export const memberName = (area) => area.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())

/**
 * One entry for everything generated.
 *
 * @param {RestCatalog} catalog
 */
export function index({ areas }) {
  const lines = [
    ...areas.map(({ name }) => `export type * from './${name}.js'\n`),
    "export { type TencentRestEndpoint, type TencentRestEndpoints, tencentRestEndpoints } from './endpoints.js'\n",
    "export { type Region, regions } from './regions.js'\n",
    "export type * from './shapes.js'\n",
  ]
  return lines.sort(byPath).join('')
}

/**
 * @param {string} a
 * @param {string} b
 */
const byPath = (a, b) => (a.slice(a.indexOf("'")) < b.slice(b.indexOf("'")) ? -1 : 1)

/**
 * @param {string} a
 * @param {string} b
 */
const byLetters = (a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)
