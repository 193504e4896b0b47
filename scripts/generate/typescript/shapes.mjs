// @ts-check
import { interfaceText } from './field.mjs'
import { homes, importLines, typesOf } from './imports.mjs'

/**
 * The shapes that several areas share.
 *
 * @param {import('../model.mjs').Catalog} catalog
 */
export function shapeTypes(catalog) {
  const enums = new Map(catalog.enums.map((item) => [item.name, item]))
  const fields = catalog.shapes.flatMap((shape) => shape.fields)
  return [
    importLines(typesOf(fields, homes(catalog)), './shapes.js'),
    ...catalog.shapes.map((shape) => interfaceText(shape.name, [shape.about], shape.fields, enums)),
  ].join('\n')
}
