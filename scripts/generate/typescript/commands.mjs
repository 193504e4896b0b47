// @ts-check
import { comment, sentence } from './comment.mjs'
import { importLines } from './imports.mjs'
import { answers } from './verdicts.mjs'

/** @typedef {import('../model.mjs').Catalog} Catalog */
/** @typedef {import('../model.mjs').Command} Command */

/**
 * The map from command to types, and the constants.
 *
 * @param {Catalog} catalog
 */
export function commandTypes(catalog) {
  const commands = catalog.areas.flatMap((area) => area.commands)
  return [
    importLines(wantedTypes(catalog), './commands.js'),
    `${comment([
      'What each command sends, what its answer looks like and what `event.reply` offers for it.',
      'An interface, so that commands which are not in the catalogue can be added:',
      '@example',
    ]).replace(
      ' * @example\n',
      exampleLines,
    )}export interface TencentCommands {\n${commands.map(entry).join('')}}\n`,
    `${comment(['The name of a command.'])}export type TencentCommand = keyof TencentCommands & string\n`,
    `${comment(['The commands of the catalogue as constants.'])}export const CallbackCommand = {\n${commands.map(constant).join('')}} as const\n`,
    `${comment(['A command of the catalogue.'])}export type CallbackCommand = (typeof CallbackCommand)[keyof typeof CallbackCommand]\n`,
  ].join('\n')
}

const exampleLines = ` * @example
 * \`\`\`ts
 * declare module '@im-callback/core' {
 *   interface TencentCommands {
 *     'Room.CallbackAfterCreateRoom': {
 *       request: { RoomId: string }
 *       reply: BaseResponse
 *       verdicts: Ok<BaseResponse>
 *     }
 *   }
 * }
 * \`\`\`
`

/**
 * @param {Catalog} catalog
 * @returns {[string, string][]}
 */
function wantedTypes({ areas }) {
  return [
    ['BaseResponse', '../types/base.js'],
    ['Ok', '../types/verdicts.js'],
    ...areas.flatMap(({ name, commands }) =>
      commands.flatMap((command) =>
        typeNames(command).map((type) => /** @type {[string, string]} */ ([type, `./${name}.js`])),
      ),
    ),
  ]
}

/** @param {Command} command */
const typeNames = (command) =>
  (answers(command) ? ['Request', 'Reply', 'Verdicts'] : ['Request']).map((part) => command.name + part)

/** @param {Command} command */
function entry(command) {
  const { name, title, when, doc } = command
  const about = [`${title.en} (${title.zh}).`, sentence(when), ...doc.map((url) => `@see ${url}`)]
  const types = answers(command)
    ? `request: ${name}Request; reply: ${name}Reply; verdicts: ${name}Verdicts`
    : `request: ${name}Request; reply: BaseResponse; verdicts: Ok<BaseResponse>`
  return `${comment(about, '  ')}  '${command.command}': { ${types} }\n`
}

/** @param {Command} command */
const constant = ({ name, command, title }) => `${comment([`${title.en}.`], '  ')}  ${name}: '${command}',\n`
