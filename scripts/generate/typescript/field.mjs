// @ts-check
import { typeText } from '../catalog/field-type.mjs'
import { comment, sentence } from './comment.mjs'

/** @typedef {import('../model.mjs').Field} Field */

const presence = { required: '', optional: ' Optional.', sometimes: ' May be missing.' }

/**
 * A field as a member of an interface.
 *
 * @param {Field} field
 * @param {Map<string, import('../model.mjs').Enum>} enums
 */
function member(field, enums) {
  const type = field.literal === undefined ? typeText(field.type) : JSON.stringify(field.literal)
  const about = `${sentence(field.about)}${valuesText(field, enums)}${presence[field.presence]}`
  return `${comment([about], '  ')}  ${field.name}${field.presence === 'required' ? '' : '?'}: ${type}\n`
}

/**
 * An interface with its members.
 *
 * @param {string} head such as `export interface X extends Y`
 * @param {string[]} about
 * @param {Field[]} fields
 * @param {Map<string, import('../model.mjs').Enum>} enums
 */
export function interfaceText(head, about, fields, enums) {
  return `${comment(about)}export interface ${head} {\n${fields.map((field) => member(field, enums)).join('')}}\n`
}

/**
 * Spells out short enumerations where they are used; longer ones have their own comment.
 *
 * @param {Field} field
 * @param {Map<string, import('../model.mjs').Enum>} enums
 */
function valuesText({ type }, enums) {
  const found = enums.get(type.names[0] ?? '')
  if (!found || found.name === 'Flag') return ''
  if (found.values.length > 4) return ` See {@link ${found.name}}.`
  return ` ${found.values.map(({ value, about }) => `\`${value}\`: ${about}`).join('; ')}.`
}
