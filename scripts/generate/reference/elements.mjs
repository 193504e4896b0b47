// @ts-check
import { allShapes } from '../catalog/shapes.mjs'
import { sentence } from '../typescript/comment.mjs'
import { fieldTable } from './fields.mjs'

/**
 * The page of the message elements.
 *
 * @param {import('../model.mjs').Catalog} catalog
 */
export function elementsPage(catalog) {
  const types = { shapes: allShapes(catalog), enums: new Set(catalog.enums.map(({ name }) => name)) }
  const { about, elements } = catalog.elements
  const sections = elements.map(
    (element) => `## ${element.name}\n\n${sentence(element.about)}\n\n${fieldTable(element.fields, types)}`,
  )
  const intro =
    '`MsgBody` is an array of `{ MsgType, MsgContent }`. Comparing `MsgType` with one of these names narrows `MsgContent` to its fields.'
  return `# Message elements\n\n[All commands](README.md)\n\n${intro}\n\n${about}\n\n${sections.join('\n')}`
}
