// @ts-check
import { comment, sentence } from '../typescript/comment.mjs'
import { shapeOf, typeText } from './wire-type.mjs'

/** @typedef {import('./model.mjs').Field} Field */
/** @typedef {Map<string, import('./model.mjs').Enum>} Enums */

/**
 * An interface with its members.
 *
 * @param {string} head such as `export interface X extends Y`
 * @param {string[]} about
 * @param {string[]} members
 */
export const interfaceText = (head, about, members) => `${comment(about)}${head} {\n${members.join('')}}\n`

/**
 * A field of a request or of a shape.
 *
 * @param {Field} field
 * @param {Enums} enums
 */
export function requestMember(field, enums) {
  const mark = field.presence === undefined ? '' : '?'
  return `${comment([about(field, enums)], '  ')}  ${field.name}${mark}: ${typeText(field)}\n`
}

/**
 * A field of a reply; all of them may be left out.
 *
 * @param {Field} field
 * @param {Enums} enums
 */
export function replyMember(field, enums) {
  const type = field.json ? `${typeText(field)} | object` : typeText(field)
  const extra = [
    ...(field.json ? ['An object is written as JSON, text has to be JSON of an object.'] : []),
    ...(field.echo ? ['Left out: given back as it came.'] : []),
    ...(field.ifNotNull ? ['Left out of the reply where the request has null.'] : []),
  ]
  return `${comment([[about(field, enums), ...extra].join(' ')], '  ')}  ${field.name}?: ${type} | undefined\n`
}

/**
 * What a field means, with the versions that have it.
 *
 * @param {Field} field
 * @param {Enums} enums
 */
function about(field, enums) {
  return [sentence(field.about), values(field, enums), versions(field)].filter(Boolean).join(' ')
}

/** @param {Field} field */
export function versions({ since, until, only }) {
  if (only !== undefined) return `Only ${only}.`
  if (since !== undefined && until !== undefined) return `Only ${since} to ${until}.`
  return since === undefined ? '' : `Since ${since}.`
}

/**
 * Spells out short enumerations where they are used; longer ones have their own comment.
 *
 * @param {Field} field
 * @param {Enums} enums
 */
export function values(field, enums) {
  const found = field.enum === undefined ? undefined : enums.get(field.enum)
  if (found === undefined) return ''
  if (found.values.length > 4) return `See {@link ${found.name}}.`
  return `${found.values.map(({ value, about }) => `\`${value}\`: ${about}`).join('; ')}.`
}

/**
 * The types that fields need from other modules.
 *
 * @param {Field[]} fields
 * @returns {[name: string, from: string][]}
 */
export function typesOf(fields) {
  return fields.flatMap((field) => {
    const shape = shapeOf(field)
    if (shape !== undefined) return [/** @type {[string, string]} */ ([shape, './shapes.js'])]
    return field.enum === undefined ? [] : [/** @type {[string, string]} */ ([field.enum, './enums.js'])]
  })
}
