// @ts-check
import { checkCatalog } from './check.mjs'
import { makeCommand } from './commands.mjs'
import { makeEnum } from './enums.mjs'
import { resolveFields } from './fields.mjs'
import { checkKeys } from './keys.mjs'
import { readFiles } from './read.mjs'
import { Report } from './report.mjs'

/**
 * @typedef {object} Context
 * @property {Report} report
 * @property {Record<string, object>} shared definitions of fields.json
 * @property {any} replies replies.json
 */

/**
 * Reads, checks and resolves the catalogue.
 *
 * @param {string} folder
 * @returns {import('../model.mjs').Catalog}
 */
export function loadCatalog(folder) {
  const report = new Report()
  const { files, areas } = readFiles(folder, report)
  /** @type {Context} */
  const context = { report, shared: files.fields, replies: files.replies }
  for (const [key, definition] of Object.entries(files.fields)) {
    checkKeys(report, `fields.json: ${key}`, 'definition', definition)
  }
  const catalog = {
    areas: areas.map((name) => makeArea(context, name, files[name])),
    shapes: makeShapes(context, 'shapes.json', files.shapes),
    elements: {
      about: files.elements.about,
      elements: makeShapes(context, 'elements.json', files.elements.elements),
      shapes: makeShapes(context, 'elements.json', files.elements.shapes),
    },
    enums: Object.entries(files.enums).map(([name, entry]) => makeEnum(report, name, entry)),
    replies: { ...files.replies, shapes: makeShapes(context, 'replies.json', files.replies.shapes) },
    adjacent: files.adjacent,
    params: files.params,
  }
  checkCatalog(report, catalog)
  report.close()
  return catalog
}

/**
 * @param {Context} context
 * @param {string} name
 * @param {any} file
 * @returns {import('../model.mjs').Area}
 */
function makeArea(context, name, file) {
  checkKeys(context.report, `${name}.json`, 'area', file)
  const entries = Array.isArray(file.commands) ? file.commands : []
  return {
    name,
    title: file.title,
    shapes: makeShapes(context, `${name}.json`, file.shapes ?? {}),
    commands: entries.map((/** @type {any} */ entry) =>
      makeCommand(context, `${name}.json: ${entry?.command ?? 'command without a name'}`, entry),
    ),
  }
}

/**
 * @param {Context} context
 * @param {string} file
 * @param {Record<string, any>} shapes
 * @returns {import('../model.mjs').Shape[]}
 */
function makeShapes({ report, shared }, file, shapes) {
  return Object.entries(shapes).map(([name, shape]) => {
    const where = `${file}: ${name}`
    checkKeys(report, where, 'shape', shape)
    return { name, about: shape.about, fields: resolveFields(report, shared, where, shape.fields) }
  })
}
