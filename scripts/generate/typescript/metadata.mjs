// @ts-check
import { comment } from './comment.mjs'

/**
 * What the code knows of each command at run time.
 *
 * @param {import('../model.mjs').Catalog} catalog
 */
export function metadata(catalog) {
  const entries = catalog.areas.flatMap((area) =>
    area.commands.map(
      (command) => `${JSON.stringify(command.command)}: ${JSON.stringify(info(area.name, command))},\n`,
    ),
  )
  return `import type { CommandInfo } from '../types/command-info.js'
import type { CallbackCommand } from './commands.js'

const commands: Record<CallbackCommand, CommandInfo> = {
${entries.join('')}}

const withoutPrototype: object = Object.create(null)

${comment([
  'Everything known about each command at run time. Frozen and without a prototype, so a command such as `constructor` finds nothing.',
])}export const tencentCommands: Readonly<Record<CallbackCommand, CommandInfo>> = Object.freeze(
  Object.assign(withoutPrototype, commands),
)
`
}

/**
 * @param {string} area
 * @param {import('../model.mjs').Command} command
 */
function info(area, { command, phase, title, doc, rules, id, request }) {
  const { reject, drop, rewrite, refuse, verdicts, respond } = rules
  const range = reject && (reject.min === undefined ? {} : { min: reject.min, max: reject.max })
  return {
    command,
    phase,
    area,
    title,
    doc,
    reply: { reject: range, drop, rewrite, refuse, verdicts, respond },
    ...(id.length > 0 ? { id: id.map((field) => keyField(field, request)) } : {}),
  }
}

/**
 * @param {string} field
 * @param {import('../model.mjs').Field[]} request
 */
function keyField(field, request) {
  const isRequired = request.some(({ name, presence }) => name === field && presence === 'required')
  return isRequired ? { field } : { field, optional: true }
}
