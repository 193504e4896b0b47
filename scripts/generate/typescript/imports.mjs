// @ts-check
import { primitives } from '../catalog/field-type.mjs'

/** @typedef {import('../model.mjs').Catalog} Catalog */

/**
 * Which generated module each type comes from.
 *
 * @param {Catalog} catalog
 * @returns {Map<string, string>}
 */
export function homes({ shapes, elements, enums }) {
  return new Map([
    ['MsgElement', './elements.js'],
    ...elements.shapes.map(({ name }) => /** @type {const} */ ([name, './elements.js'])),
    ...shapes.map(({ name }) => /** @type {const} */ ([name, './shapes.js'])),
    ...enums.map(({ name }) => /** @type {const} */ ([name, './enums.js'])),
  ])
}

/**
 * The type imports that a file needs, in the order Biome wants.
 *
 * @param {Iterable<[name: string, from: string]>} wanted
 * @param {string} own the module being written
 */
export function importLines(wanted, own) {
  /** @type {Map<string, Set<string>>} */
  const modules = new Map()
  for (const [name, from] of wanted) {
    if (from !== own) modules.set(from, (modules.get(from) ?? new Set()).add(name))
  }
  const lines = [...modules].sort(([a], [b]) => (rank(a) < rank(b) ? -1 : 1))
  return lines
    .map(([from, names]) => `import type { ${[...names].sort(byLetters).join(', ')} } from '${from}'\n`)
    .join('')
}

/**
 * Where the types of these fields come from.
 *
 * @param {import('../model.mjs').Field[]} fields
 * @param {Map<string, string>} places
 * @returns {[string, string][]}
 */
export function typesOf(fields, places) {
  return fields
    .flatMap((field) => field.type.names)
    .filter((name) => !primitives.includes(name) && places.has(name))
    .map((name) => [name, places.get(name) ?? ''])
}

/** @param {string} path */
const rank = (path) => (path.startsWith('..') ? `0${path}` : `1${path}`)

/**
 * @param {string} a
 * @param {string} b
 */
const byLetters = (a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)
