// @ts-check
import { comment } from '../typescript/comment.mjs'
import { shapeOf, wireTypes } from './wire-type.mjs'

/** @typedef {import('./model.mjs').Field} Field */

/**
 * What the code knows of each command at run time.
 *
 * @param {import('./model.mjs').Catalog} catalog
 */
export function metadata({ areas, shapes }) {
  const entries = areas.flatMap((area) =>
    area.commands.map((command) => `${command.command}: ${JSON.stringify(info(area.name, command))},\n`),
  )
  const inReplies = new Set(
    areas.flatMap(({ commands }) =>
      commands.flatMap(({ reply }) => reply.flatMap((field) => shapeOf(field) ?? [])),
    ),
  )
  const shapeEntries = shapes
    .filter(({ name }) => inReplies.has(name))
    .map(({ name, fields }) => `${name}: ${JSON.stringify(rules(fields))},\n`)
  return `import type { OpenImCommandInfo, ReplyFields } from '../types/command-info.js'
import type { OpenImCommand } from './commands.js'

const commands: Record<OpenImCommand, OpenImCommandInfo> = {
${entries.join('')}}

const withoutPrototype: object = Object.create(null)

${comment([
  'Everything known about each command at run time. Frozen and without a prototype, so a command such as `constructor` finds nothing.',
])}export const openimCommands: Readonly<Record<OpenImCommand, OpenImCommandInfo>> = Object.freeze(
  Object.assign(withoutPrototype, commands),
)

${comment(['The objects that replies may hold.'])}export const replyShapes: Readonly<Record<string, ReplyFields>> = {
${shapeEntries.join('')}}
`
}

/**
 * @param {string} area
 * @param {import('./model.mjs').Command} command
 */
function info(
  area,
  { command, phase, title, source, versions, config, aliases, successor, canRefuse, request, reply, id },
) {
  const redacted = request.filter((field) => field.redacted).map(({ name }) => name)
  return {
    command,
    phase,
    area,
    title,
    doc: source,
    versions,
    config,
    aliases,
    successor,
    reply: { reject: canRefuse, fields: rules(reply) },
    ...(id.length > 0 ? { id } : {}),
    ...(redacted.length > 0 ? { redacted } : {}),
  }
}

/** @param {Field[]} fields */
const rules = (fields) => Object.fromEntries(fields.map((field) => [field.name, rule(field)]))

/** @param {Field} field */
function rule(field) {
  const shape = shapeOf(field)
  const { echo, ifNotNull, json, needed, notBlank, unused } = field
  const nullable = echo && field.nullable
  const kind = wireTypes.get(field.type)?.kind ?? (field.type.endsWith('[]') ? 'objects' : 'object')
  return { kind, shape, echo, nullable, ifNotNull, json, needed, notBlank, unused }
}
