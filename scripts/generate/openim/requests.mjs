// @ts-check
import { comment } from '../typescript/comment.mjs'
import { shapeOf } from './wire-type.mjs'

/** @typedef {import('./model.mjs').Catalog} Catalog */
/** @typedef {import('./model.mjs').Field} Field */

/**
 * What servers put into the bodies of each command, for tests: a sample of each field, and what Go writes where it is
 * not set.
 *
 * @param {Catalog} catalog
 */
export function requests({ areas, shapes }) {
  const commands = areas.flatMap((area) => area.commands)
  const byName = new Map(shapes.map((shape) => [shape.name, shape.fields]))
  const entries = commands.map((command) => {
    const { since, until } = command.versions
    const fields = inOrder(command.request).map((field) => toSample(field, byName))
    return `${command.command}: ${JSON.stringify({ since, until, aliases: command.aliases, fields })},\n`
  })
  return `import type { RequestShape } from '../openim/request-shape.js'

${comment(['The body of each command of the catalogue, field by field, in the order of the server.'])}export const requestShapes: Readonly<Record<string, RequestShape>> = {
${entries.join('')}}
`
}

/**
 * The common part of messages has the command behind the sender, and creating a group has it behind the operation.
 *
 * @param {Field[]} fields the command is the first of them
 */
function inOrder([command, first, ...rest]) {
  if (command === undefined || first === undefined)
    return [command, first].filter((field) => field !== undefined)
  const isSecond = rest[0]?.name === 'serverMsgID' || command.example === 'callbackBeforeCreateGroupCommand'
  return isSecond ? [first, command, ...rest] : [command, first, ...rest]
}

/**
 * @param {Field} field
 * @param {Map<string, Field[]>} shapes
 */
function toSample(field, shapes) {
  const { name, since, until, only, presence } = field
  const isEmbedded = presence === 'sometimes' && since === undefined && only === undefined
  return {
    name,
    sample: sampleOf(field, shapes),
    unset: unsetOf(field),
    since,
    until,
    only,
    isEmbedded: isEmbedded || undefined,
  }
}

/**
 * @param {Field} field
 * @param {Map<string, Field[]>} shapes
 * @returns {unknown}
 */
function sampleOf(field, shapes) {
  const fields = shapes.get(shapeOf(field) ?? '')
  if (fields === undefined) return field.example ?? unsetOf(field)
  const inner = Object.fromEntries(fields.map((each) => [each.name, sampleOf(each, shapes)]))
  return field.type.endsWith('[]') ? [inner] : inner
}

/**
 * The zero value of Go, as JSON.
 *
 * @param {Field} field
 */
function unsetOf({ type, nullable }) {
  if (nullable || /\[\]|^map/.test(type)) return null
  if (type.startsWith('string')) return ''
  return type === 'bool' ? false : 0
}
