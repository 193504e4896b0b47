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
function info(area, { command, phase, title, doc, rules, id }) {
  const { reject, drop, rewrite, refuse, verdicts, respond } = rules
  const range = reject && (reject.min === undefined ? {} : { min: reject.min, max: reject.max })
  return {
    command,
    phase,
    area,
    title,
    doc,
    reply: { reject: range, drop, rewrite, refuse, verdicts, respond },
    ...(id.length > 0 ? { id } : {}),
  }
}
