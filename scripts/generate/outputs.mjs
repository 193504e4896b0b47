// @ts-check
import { noticeOf } from './files.mjs'
import { payloads } from './payloads/payloads.mjs'
import { areaPage } from './reference/area.mjs'
import { elementsPage } from './reference/elements.mjs'
import { enumsPage } from './reference/enums.mjs'
import { indexPage } from './reference/index-page.mjs'
import { paramsPage } from './reference/params.mjs'
import { areaTypes } from './typescript/area.mjs'
import { barrel } from './typescript/barrel.mjs'
import { commandTypes } from './typescript/commands.mjs'
import { elementTypes } from './typescript/elements.mjs'
import { enumTypes } from './typescript/enums.mjs'
import { metadata } from './typescript/metadata.mjs'
import { shapeTypes } from './typescript/shapes.mjs'

/** @typedef {import('./model.mjs').Output} Output */

const types = 'packages/core/src/tencent/generated'
const samples = 'packages/testing/src/generated'
const reference = 'docs/reference'
const notice = noticeOf('catalog/tencent')

/** Where output goes: a generated file here that is not made any more is an error. */
export const folders = [types, samples, reference]

/**
 * Everything that is made of the catalogue.
 *
 * @param {import('./model.mjs').Catalog} catalog
 * @returns {Output[]}
 */
export function makeOutputs(catalog) {
  return [
    ...catalog.areas.map((area) => source(`${types}/${area.name}.ts`, areaTypes(catalog, area))),
    source(`${types}/shapes.ts`, shapeTypes(catalog)),
    source(`${types}/elements.ts`, elementTypes(catalog)),
    source(`${types}/enums.ts`, enumTypes(catalog)),
    source(`${types}/commands.ts`, commandTypes(catalog)),
    source(`${types}/metadata.ts`, metadata(catalog)),
    source(`${types}/index.ts`, barrel(catalog)),
    source(`${samples}/payloads.ts`, payloads(catalog)),
    ...catalog.areas.map((area) => page(`${reference}/${area.name}.md`, areaPage(catalog, area))),
    page(`${reference}/README.md`, indexPage(catalog)),
    page(`${reference}/elements.md`, elementsPage(catalog)),
    page(`${reference}/enums.md`, enumsPage(catalog)),
    page(`${reference}/query-parameters.md`, paramsPage(catalog)),
  ]
}

/**
 * @param {string} path
 * @param {string} text
 */
const source = (path, text) => ({ path, text: `// ${notice}\n\n${text.trimStart()}` })

/**
 * @param {string} path
 * @param {string} text
 */
const page = (path, text) => ({ path, text: `<!-- ${notice} -->\n\n${text}` })
