// @ts-check

import { noticeOf } from '../files.mjs'
import { codesModule } from './codes.mjs'
import { elementsModule } from './elements.mjs'
import { clientCalls, endpointsModule, index } from './endpoints.mjs'
import { areaPage, codesPage, indexPage } from './reference.mjs'
import { regionsModule } from './regions.mjs'
import { areaTypes, shapeTypes } from './types.mjs'

export const restNotice = noticeOf('catalog/tencent-rest')

const types = 'packages/rest/src/generated'
const reference = 'docs/reference/rest'

export const restFolders = [types, reference]

/**
 * Everything that is made of the catalogue of the REST API.
 *
 * @param {import('./model.mjs').RestCatalog} catalog
 * @returns {import('../model.mjs').Output[]}
 */
export function makeRestOutputs(catalog) {
  return [
    ...catalog.areas.map((area) => source(`${area.name}.ts`, areaTypes(catalog, area))),
    source('shapes.ts', shapeTypes(catalog)),
    source('endpoints.ts', endpointsModule(catalog)),
    source('calls.ts', clientCalls(catalog)),
    source('codes.ts', codesModule(catalog)),
    source('elements.ts', elementsModule(catalog)),
    source('regions.ts', regionsModule(catalog)),
    source('index.ts', index(catalog)),
    ...catalog.areas.map((area) => page(`${area.name}.md`, areaPage(catalog, area))),
    page('README.md', indexPage(catalog)),
    page('codes.md', codesPage(catalog)),
  ]
}

/**
 * @param {string} name
 * @param {string} text
 */
const source = (name, text) => ({ path: `${types}/${name}`, text: `// ${restNotice}\n\n${text.trimStart()}` })

/**
 * @param {string} name
 * @param {string} text
 */
const page = (name, text) => ({ path: `${reference}/${name}`, text: `<!-- ${restNotice} -->\n\n${text}` })
