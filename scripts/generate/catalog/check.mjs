// @ts-check
import { primitives } from './field-type.mjs'

/** @typedef {import('../model.mjs').Catalog} Catalog */
/** @typedef {import('../model.mjs').Field} Field */
/** @typedef {import('./report.mjs').Report} Report */

/**
 * Checks what only the whole catalogue shows: names given twice, types that do not exist, missing examples.
 *
 * @param {Report} report
 * @param {Catalog} catalog
 */
export function checkCatalog(report, catalog) {
  const known = typeNames(report, catalog)
  for (const { where, fields, sampled } of fieldLists(catalog)) {
    for (const field of fields) checkField(report, known, `${where}: field ${field.name}`, field, sampled)
  }
  /** @type {Map<string, string>} */
  const seen = new Map()
  for (const [area, command] of catalog.areas.flatMap(({ name, commands }) =>
    commands.map((item) => /** @type {const} */ ([name, item])),
  )) {
    const other = seen.get(command.name)
    if (other) report.add(`${area}.json: ${command.command}`, `${other} has it too`, 'Remove one entry')
    seen.set(command.name, `${area}.json`)
  }
}

/**
 * @param {Report} report
 * @param {Map<string, string>} known
 * @param {string} where
 * @param {Field} field
 * @param {boolean} sampled whether sample payloads are made of it
 */
function checkField(report, known, where, { type, example }, sampled) {
  for (const name of type.names.filter((text) => !known.has(text))) {
    report.add(where, `unknown type "${name}"`, 'Use string, number, MsgElement, a shape or an enumeration')
  }
  const scalar = type.names.every((name) => known.get(name) !== 'shape')
  if (sampled && scalar && example === undefined) {
    report.add(where, 'no example', 'Add an "example" for the sample payloads')
  }
}

/**
 * Every name that a type may have, and its kind.
 *
 * @param {Report} report
 * @param {Catalog} catalog
 */
function typeNames(report, { shapes, elements, replies, areas, enums }) {
  const kinds = {
    primitive: [...primitives, 'MsgElement'],
    shape: [...shapes, ...elements.shapes, ...replies.shapes, ...areas.flatMap((area) => area.shapes)],
    enum: enums,
  }
  /** @type {Map<string, string>} */
  const known = new Map()
  for (const [kind, items] of Object.entries(kinds)) {
    for (const item of items) {
      const name = typeof item === 'string' ? item : item.name
      if (known.has(name)) report.add(name, `a ${known.get(name)} and a ${kind} have this name`, 'Rename one')
      known.set(name, kind)
    }
  }
  return known
}

/**
 * Every list of fields, with its place in the catalogue.
 *
 * @param {Catalog} catalog
 * @returns {{ where: string, fields: Field[], sampled: boolean }[]}
 */
function fieldLists({ areas, shapes, elements, replies }) {
  const ofShapes = (
    /** @type {string} */ file,
    /** @type {import('../model.mjs').Shape[]} */ list,
    sampled = true,
  ) => list.map(({ name, fields }) => ({ where: `${file}.json: ${name}`, fields, sampled }))
  return [
    ...ofShapes('shapes', shapes),
    ...ofShapes('elements', [...elements.shapes, ...elements.elements]),
    ...ofShapes('replies', replies.shapes, false),
    ...areas.flatMap((area) => ofShapes(area.name, area.shapes)),
    ...areas.flatMap(({ name, commands }) =>
      commands.flatMap(({ command, request, reply }) => [
        { where: `${name}.json: ${command}`, fields: request, sampled: true },
        { where: `${name}.json: ${command}: reply`, fields: reply, sampled: false },
      ]),
    ),
  ]
}
