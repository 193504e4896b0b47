// @ts-check
import { typeText } from '../catalog/field-type.mjs'
import { sentence } from '../typescript/comment.mjs'
import { anchor, presenceText, table } from './text.mjs'

/** @typedef {import('../model.mjs').Field} Field */

/**
 * What the pages need to link types: the shapes to spell out in place and the enumerations to link to.
 *
 * @typedef {{ shapes: Map<string, import('../model.mjs').Shape>, enums: Set<string> }} Types
 */

/**
 * The fields of a request or reply, nested ones under their path: `MemberList[].Member_Account`.
 *
 * @param {Field[]} fields
 * @param {Types} types
 */
export function fieldTable(fields, types) {
  return table(['Field', 'Type', 'Present', 'Meaning'], rows(fields, types, '', []))
}

/**
 * @param {Field[]} fields
 * @param {Types} types
 * @param {string} path of the object around them
 * @param {string[]} around shapes they are in
 * @returns {string[][]}
 */
function rows(fields, types, path, around) {
  return fields.flatMap((field) => {
    const name = field.type.names[0] ?? ''
    const shape = around.includes(name) ? undefined : types.shapes.get(name)
    const own = [
      `\`${path}${field.name}\``,
      typeCell(field, types),
      presenceText[field.presence],
      sentence(field.about),
    ]
    if (!shape) return [own]
    const inner = `${path}${field.name}${field.type.list ? '[]' : ''}.`
    return [own, ...rows(shape.fields, types, inner, [...around, name])]
  })
}

/**
 * @param {Field} field
 * @param {Types} types
 */
function typeCell({ type, literal }, types) {
  if (literal !== undefined) return `\`"${literal}"\``
  const name = type.names[0] ?? ''
  const list = type.list ? '[]' : ''
  if (types.shapes.has(name)) return type.list ? 'array of objects' : 'object'
  if (types.enums.has(name)) return `[${name}](enums.md#${anchor(name)})${list}`
  if (name === 'MsgElement') return `[MsgElement](elements.md)${list}`
  return `\`${typeText(type)}\``
}
