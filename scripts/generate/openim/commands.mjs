// @ts-check
import { comment, sentence } from '../typescript/comment.mjs'
import { importLines } from '../typescript/imports.mjs'

/** @typedef {import('./model.mjs').Command} Command */

/**
 * The map from command to types, and the constants.
 *
 * @param {import('./model.mjs').Catalog} catalog
 */
export function commandTypes({ areas }) {
  const commands = areas.flatMap((area) => area.commands)
  const wanted = areas.flatMap(({ name, commands }) =>
    commands.flatMap((command) =>
      typeNames(command).map((type) => /** @type {[string, string]} */ ([type, `./${name}.js`])),
    ),
  )
  return [
    importLines(
      [['OpenImReply', '../types/reply.js'], ['Ok', '../types/verdicts.js'], ...wanted],
      './commands.js',
    ),
    `${comment([
      'What each command of OpenIM sends, what its answer looks like and what `event.reply` offers for it.',
      'An interface, so that commands which are not in the catalogue can be added by declaration merging.',
    ])}export interface OpenImCommands {\n${commands.map(entry).join('')}}\n`,
    `${comment(['The commands of the catalogue as constants.'])}export const OpenImCommand = {\n${commands.map(constant).join('')}} as const\n`,
    `${comment(['A command of the catalogue.'])}export type OpenImCommand = (typeof OpenImCommand)[keyof typeof OpenImCommand]\n`,
  ].join('\n')
}

/** @param {Command} command */
const typeNames = ({ name, canRefuse }) =>
  (canRefuse ? ['Request', 'Reply', 'Verdicts'] : ['Request']).map((part) => name + part)

/** @param {Command} command */
function entry({ command, name, title, when, canRefuse }) {
  const types = canRefuse
    ? `request: ${name}Request; reply: ${name}Reply; verdicts: ${name}Verdicts`
    : `request: ${name}Request; reply: OpenImReply; verdicts: Ok<OpenImReply>`
  return `${comment([`${title.en} (${title.zh}).`, sentence(when)], '  ')}  ${command}: { ${types} }\n`
}

/** @param {Command} command */
const constant = ({ name, command, title }) => `${comment([`${title.en}.`], '  ')}  ${name}: '${command}',\n`
