// @ts-check

import { parseType } from './field-type.mjs'
import { checkKeys } from './keys.mjs'

/** @typedef {import('../model.mjs').Field} Field */

const presences = ['required', 'optional', 'sometimes']

/**
 * Resolves a list of fields. An entry is the key of a shared definition, `{ "use": key, … }` to change parts
 * of one, or a definition of its own. The wire name is what follows the last dot of a key.
 *
 * @param {import('./report.mjs').Report} report
 * @param {Record<string, object>} shared definitions of fields.json
 * @param {string} where
 * @param {unknown} entries
 * @returns {Field[]}
 */
export function resolveFields(report, shared, where, entries) {
  if (!Array.isArray(entries)) return []
  const fields = entries.flatMap((entry) => resolveField(report, shared, where, entry) ?? [])
  const names = new Set()
  for (const { name } of fields) {
    if (names.has(name)) report.add(`${where}: field ${name}`, 'it is listed twice', 'Remove one')
    names.add(name)
  }
  return fields
}

/**
 * @param {import('./report.mjs').Report} report
 * @param {Record<string, object>} shared
 * @param {string} where
 * @param {any} entry
 * @returns {Field | undefined}
 */
function resolveField(report, shared, where, entry) {
  const key = typeof entry === 'string' ? entry : entry?.use
  if (key === undefined) {
    checkKeys(report, `${where}: field ${entry?.name ?? '?'}`, 'field', entry)
    return makeField(report, where, entry)
  }
  if (!Object.hasOwn(shared, key)) {
    report.add(
      `${where}: field ${key}`,
      'fields.json does not define it',
      'Define it there or spell it as there',
    )
    return undefined
  }
  const changes = typeof entry === 'string' ? {} : entry
  if (typeof entry !== 'string') checkKeys(report, `${where}: field ${key}`, 'use', entry)
  return makeField(report, where, { name: key.slice(key.lastIndexOf('.') + 1), ...shared[key], ...changes })
}

/**
 * @param {import('./report.mjs').Report} report
 * @param {string} where
 * @param {any} entry
 * @returns {Field}
 */
function makeField(report, where, entry) {
  const { name, about, presence = 'required', sample = true } = entry
  if (!presences.includes(presence)) {
    report.add(`${where}: field ${name}`, `unknown presence "${presence}"`, `Use ${presences.join(', ')}`)
  }
  const type = parseType(entry.const === undefined ? entry.type : 'string')
  if (!type) {
    report.add(
      `${where}: field ${name}`,
      `cannot read type "${entry.type}"`,
      'Use one like "string", "X[]", "a | b"',
    )
  }
  return {
    name,
    about,
    presence,
    sample,
    type: type ?? { names: [], list: false, record: false },
    literal: entry.const,
    example: entry.const ?? entry.example,
  }
}
