// @ts-check
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkKeys } from '../catalog/keys.mjs'
import { Report } from '../catalog/report.mjs'
import { codeKinds, kinds, primitives } from './kinds.mjs'

/** @typedef {import('./model.mjs').RestCatalog} RestCatalog */
/** @typedef {import('./model.mjs').Endpoint} Endpoint */

const shared = ['codes', 'elements', 'regions', 'shapes']

/** The areas in the order the reference shows them. */
const order = [
  'c2c',
  'account',
  'group',
  'sns',
  'profile',
  'recent-contact',
  'push',
  'mute',
  'official-account',
  'robot',
  'audit',
  'operation',
]

/**
 * Reads and checks the catalogue of the REST API.
 *
 * @param {string} folder
 * @returns {RestCatalog}
 */
export function loadRestCatalog(folder) {
  const report = new Report()
  const read = (/** @type {string} */ name) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
  const [codes, elements, regions, shapes] = shared.map(read)
  for (const code of codes.codes) {
    checkKeys(report, `codes.json: ${code.code}`, 'code', code, kinds)
    if (!codeKinds.includes(code.kind)) {
      report.add(`codes.json: ${code.code}`, `unknown kind "${code.kind}"`, `Use ${codeKinds.join(', ')}`)
    }
  }
  const texts = new Map(
    codes.codes.map((/** @type {{ code: number, about: string }} */ item) => [item.code, item.about]),
  )
  const context = { report, texts, types: [...primitives, ...Object.keys(shapes)] }
  const areas = areaNames(folder).map((name) => makeArea(context, name, read(name)))
  for (const [name, shape] of Object.entries(shapes))
    checkFields(context, `shapes.json: ${name}`, shape.fields)
  checkNames(report, areas)
  report.close()
  return { areas, shapes, codes, elements, regions }
}

/** @param {string} folder */
function areaNames(folder) {
  const names = readdirSync(folder).flatMap((file) =>
    file.endsWith('.json') ? [file.slice(0, -'.json'.length)] : [],
  )
  const rank = (/** @type {string} */ name) => (order.includes(name) ? order.indexOf(name) : order.length)
  return names.filter((name) => !shared.includes(name)).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
}

/**
 * @typedef {{ report: Report, texts: Map<number, string>, types: string[] }} Context
 *
 * @param {Context} context
 * @param {string} name
 * @param {any} file
 */
function makeArea(context, name, file) {
  checkKeys(context.report, `${name}.json`, 'area', file, kinds)
  const endpoints = file.endpoints.map((/** @type {any} */ entry) =>
    makeEndpoint(context, `${name}.json: ${entry.endpoint}`, entry, file.codes ?? []),
  )
  return { name, title: file.title, endpoints }
}

/**
 * @param {Context} context
 * @param {string} where
 * @param {any} entry
 * @param {number[]} codes of the area, for endpoints that do not list their own
 * @returns {Endpoint}
 */
function makeEndpoint(context, where, entry, codes) {
  const { report, texts } = context
  checkKeys(report, where, 'endpoint', entry, kinds)
  if (entry.repeat) checkKeys(report, `${where}: repeat`, 'repeat', entry.repeat, kinds)
  if (!/^\w+\/\w+$/.test(entry.endpoint)) report.add(where, 'odd endpoint', 'Write it as service/command')
  checkFields(context, `${where}: request`, entry.request)
  checkFields(context, `${where}: response`, entry.response)
  for (const variant of entry.variants ?? []) checkFields(context, `${where}: variant`, variant)
  const errors = entry.errors ?? codes.map((code) => ({ code, about: texts.get(code) }))
  for (const { code } of errors) {
    if (!texts.has(code)) report.add(where, `codes.json has no ${code}`, 'Add it there, with its kind')
  }
  return { limits: {}, variants: [], notes: [], ...entry, errors, name: typeName(entry.endpoint) }
}

/**
 * @param {Context} context
 * @param {string} where
 * @param {any[]} fields
 */
function checkFields(context, where, fields) {
  const { report, types } = context
  const seen = new Set()
  for (const field of fields) {
    checkKeys(report, `${where}: ${field.name}`, 'field', field, kinds)
    if (!types.includes(field.type.replace(/(?:\[\])+$/, ''))) {
      report.add(
        `${where}: ${field.name}`,
        `unknown type "${field.type}"`,
        `Use ${types.join(', ')}, or a list`,
      )
    }
    if (seen.has(field.name)) report.add(`${where}: ${field.name}`, 'it is listed twice', 'Remove one')
    seen.add(field.name)
    if (field.fields) checkFields(context, `${where}: ${field.name}`, field.fields)
  }
}

/**
 * `group_open_http_svc/create_group` is `CreateGroup`.
 *
 * @param {string} endpoint
 */
function typeName(endpoint) {
  const command = endpoint.slice(endpoint.indexOf('/') + 1)
  return command.replace(/(?:^|_)([A-Za-z\d])/g, (_, letter) => letter.toUpperCase())
}

/**
 * Names must be told apart: types in the whole catalogue, methods in their area.
 *
 * @param {Report} report
 * @param {import('./model.mjs').Area[]} areas
 */
function checkNames(report, areas) {
  const seen = new Set()
  for (const { name: area, endpoints } of areas) {
    for (const { name, method, endpoint } of endpoints) {
      for (const key of [name, `${area}.${method}`]) {
        if (seen.has(key)) report.add(`${area}.json: ${endpoint}`, `${key} is there already`, 'Rename one')
        seen.add(key)
      }
    }
  }
}
