// @ts-check
import { importLines } from '../typescript/imports.mjs'
import { interfaceText, requestMember, typesOf } from './fields.mjs'

/**
 * The objects inside requests and replies.
 *
 * @param {import('./model.mjs').Catalog} catalog
 */
export function shapeTypes({ shapes, enums }) {
  const byName = new Map(enums.map((item) => [item.name, item]))
  return [
    importLines(typesOf(shapes.flatMap(({ fields }) => fields)), './shapes.js'),
    ...shapes.map(({ name, about, fields }) =>
      interfaceText(
        `export interface ${name}`,
        [about],
        fields.map((field) => requestMember(field, byName)),
      ),
    ),
  ].join('\n')
}
