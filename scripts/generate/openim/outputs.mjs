// @ts-check
import { noticeOf } from '../files.mjs'
import { areaTypes } from './area.mjs'
import { commandTypes } from './commands.mjs'
import { enumTypes } from './enums.mjs'
import { metadata } from './metadata.mjs'
import { areaPage, enumsPage, indexPage } from './reference.mjs'
import { requests } from './requests.mjs'
import { shapeTypes } from './shapes.mjs'

const types = 'packages/openim/src/generated'
const samples = 'packages/testing/src/generated/openim-requests.ts'
const reference = 'docs/reference/openim'
const notice = noticeOf('catalog/openim')

/** Where output goes: a generated file here that is not made any more is an error. */
export const openImFolders = [types, reference]

/**
 * Everything that is made of the catalogue of OpenIM.
 *
 * @param {import('./model.mjs').Catalog} catalog
 * @returns {import('../model.mjs').Output[]}
 */
export function makeOpenImOutputs(catalog) {
  return [
    ...catalog.areas.map((area) => source(area.name, areaTypes(catalog, area))),
    source('shapes', shapeTypes(catalog)),
    source('enums', enumTypes(catalog)),
    source('commands', commandTypes(catalog)),
    source('metadata', metadata(catalog)),
    source('index', barrel(catalog)),
    file(samples, requests(catalog)),
    ...catalog.areas.map((area) => page(area.name, areaPage(catalog, area))),
    page('README', indexPage(catalog)),
    page('enums', enumsPage(catalog)),
  ]
}

/** @param {import('./model.mjs').Catalog} catalog */
function barrel({ areas }) {
  const types = [...areas.map(({ name }) => name), 'shapes']
  const lines = [
    ...['commands', 'enums'].map((name) => `export * from './${name}.js'`),
    "export { openimCommands } from './metadata.js'",
    ...types.map((name) => `export type * from './${name}.js'`),
  ]
  const path = (/** @type {string} */ line) => line.slice(line.indexOf("'"))
  return `${lines.sort((a, b) => (path(a) < path(b) ? -1 : 1)).join('\n')}\n`
}

/**
 * @param {string} name
 * @param {string} text
 */
const source = (name, text) => file(`${types}/${name}.ts`, text)

/**
 * @param {string} path
 * @param {string} text
 */
const file = (path, text) => ({ path, text: `// ${notice}\n\n${text.trimStart()}` })

/**
 * @param {string} name
 * @param {string} text
 */
const page = (name, text) => ({ path: `${reference}/${name}.md`, text: `<!-- ${notice} -->\n\n${text}` })
