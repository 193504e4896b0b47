// @ts-check
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Report } from '../catalog/report.mjs'
import { checkOpenIm } from './check.mjs'

/** The areas, in the order the reference shows them. */
const areas = ['message', 'push', 'user', 'friend', 'group', 'conversation']

/**
 * Reads, checks and resolves the catalogue of OpenIM.
 *
 * @param {string} folder
 * @returns {import('./model.mjs').Catalog}
 */
export function loadOpenIm(folder) {
  const report = new Report()
  const read = (/** @type {string} */ name) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
  const shared = read('fields')
  const fieldsOf = (/** @type {string} */ where, /** @type {any[]} */ entries) =>
    entries.flatMap((entry) => resolve(report, shared, where, entry) ?? [])
  const catalog = {
    areas: areas.map((name) => {
      const { title, commands } = read(name)
      return { name, title, commands: commands.map((/** @type {any} */ entry) => toCommand(entry, fieldsOf)) }
    }),
    shapes: Object.entries(read('shapes')).map(([name, { about, fields }]) => ({
      name,
      about,
      fields: fieldsOf(name, fields),
    })),
    enums: Object.entries(read('enums')).map(([name, item]) => ({ name, ...item })),
  }
  checkOpenIm(report, catalog)
  report.close()
  return catalog
}

/**
 * @param {any} entry
 * @param {(where: string, entries: any[]) => import('./model.mjs').Field[]} fieldsOf
 * @returns {import('./model.mjs').Command}
 */
function toCommand(entry, fieldsOf) {
  const { command, reply, aliases = [], id = [], notes = [] } = entry
  return {
    ...entry,
    name: command.replace(/^callback/, '').replace(/Command$/, ''),
    aliases,
    id,
    notes,
    request: [commandField(command), ...fieldsOf(command, entry.request)],
    reply: fieldsOf(`${command}: reply`, reply.fields ?? []),
    canRefuse: reply.reject === true,
  }
}

/**
 * @param {string} command
 * @returns {import('./model.mjs').Field}
 */
const commandField = (command) => ({
  name: 'callbackCommand',
  type: 'string',
  about: 'the command, by the name the server has for it',
  example: command,
})

/**
 * A field is the key of a shared definition, or `{ "use": key, … }` to change parts of one. The wire name is what
 * follows the last dot of a key.
 *
 * @param {Report} report
 * @param {Record<string, object>} shared
 * @param {string} where
 * @param {any} entry
 * @returns {import('./model.mjs').Field | undefined}
 */
function resolve(report, shared, where, entry) {
  const { use: key, ...changes } = typeof entry === 'string' ? { use: entry } : entry
  if (!Object.hasOwn(shared, key)) {
    report.add(`${where}: field ${key}`, 'fields.json does not define it', 'Define it there')
    return undefined
  }
  const definition = /** @type {Omit<import('./model.mjs').Field, 'name'>} */ (shared[key])
  return { ...definition, ...changes, name: key.slice(key.lastIndexOf('.') + 1) }
}
