// @ts-check
import { wireTypes } from './wire-type.mjs'

/** @typedef {import('./model.mjs').Field} Field */

const keys = {
  command:
    'command name phase title when config configV2 versions aliases successor fires source request reply canRefuse id notes',
  field:
    'name type enum about example nullable presence since until only echo ifNotNull json text needed notBlank redacted unused',
}

/**
 * Reports what only the whole catalogue shows: names given twice, types and enumerations that do not exist, successors
 * that are no command, keys nobody reads.
 *
 * @param {import('../catalog/report.mjs').Report} report
 * @param {import('./model.mjs').Catalog} catalog
 */
export function checkOpenIm(report, { areas, shapes, enums }) {
  const commands = areas.flatMap((area) => area.commands)
  const names = new Set(commands.map(({ command }) => command))
  const types = new Set([...wireTypes.keys(), ...shapes.flatMap(({ name }) => [name, `${name}[]`])])
  const known = { types, enums: new Set(enums.map(({ name }) => name)) }
  for (const [where, fields] of [
    ...shapes.map(({ name, fields }) => /** @type {const} */ ([name, fields])),
    ...commands.map(
      ({ command, request, reply }) => /** @type {const} */ ([command, [...request, ...reply]]),
    ),
  ]) {
    for (const field of fields) checkField(report, `${where}: field ${field.name}`, field, known)
  }
  const seen = new Set()
  for (const entry of commands) {
    checkKeys(report, entry.command, 'command', entry)
    if (seen.has(entry.command)) report.add(entry.command, 'it is there twice', 'Remove one entry')
    seen.add(entry.command)
    for (const alias of entry.aliases) {
      const old = commands.find(({ command }) => command === alias)
      if (old === undefined || old.successor === entry.command) continue
      report.add(alias, `${entry.command} calls it an old name of its own`, 'Give it that successor')
    }
    if (entry.successor && !names.has(entry.successor)) {
      report.add(entry.command, `"${entry.successor}" is no command`, 'Name one that has an entry')
    }
    for (const name of entry.id.filter((id) => !entry.request.some((field) => field.name === id))) {
      report.add(entry.command, `the request has no field "${name}"`, 'Name fields of the request')
    }
  }
}

/**
 * @param {import('../catalog/report.mjs').Report} report
 * @param {string} where
 * @param {Field} field
 * @param {{ types: Set<string>, enums: Set<string> }} known
 */
function checkField(report, where, field, known) {
  checkKeys(report, where, 'field', field)
  if (!known.types.has(field.type))
    report.add(where, `unknown type "${field.type}"`, 'Use one of Go or a shape')
  if (field.enum !== undefined && !known.enums.has(field.enum)) {
    report.add(where, `unknown enumeration "${field.enum}"`, 'Add it to enums.json')
  }
  if (wireTypes.has(field.type) && field.example === undefined) report.add(where, 'no example', 'Add one')
}

/**
 * @param {import('../catalog/report.mjs').Report} report
 * @param {string} where
 * @param {keyof typeof keys} kind
 * @param {object} value
 */
function checkKeys(report, where, kind, value) {
  const known = keys[kind].split(' ')
  for (const key of Object.keys(value).filter((name) => !known.includes(name))) {
    report.add(where, `unknown key "${key}"`, `A ${kind} has the keys ${known.join(', ')}`)
  }
}
