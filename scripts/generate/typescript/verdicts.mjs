// @ts-check
import { comment } from './comment.mjs'
import { interfaceText } from './field.mjs'

/** @typedef {import('../model.mjs').Command} Command */

/**
 * Whether the command can do more than be acknowledged, and so has types of its own for it.
 *
 * @param {Command} command
 */
export const answers = ({ rules }) =>
  Boolean(rules.reject ?? rules.drop ?? rules.rewrite ?? rules.refuse ?? rules.verdicts ?? rules.respond)

/**
 * The interfaces that the verdicts of a command are made of.
 *
 * @param {Command} command
 * @returns {{ name: string, range?: string }[]}
 */
export function verdictParts({ rules }) {
  const { reject, verdicts } = rules
  const range = reject?.min === undefined ? undefined : `'${reject.min}-${reject.max}'`
  return [
    { name: 'Ok' },
    ...(reject ? [{ name: 'Reject', range }] : []),
    ...(verdicts
      ? [{ name: 'RejectAccounts', range: `'${verdicts.min}-${verdicts.max}'` }, { name: 'Verdicts' }]
      : []),
    ...(rules.drop ? [{ name: 'Drop' }] : []),
    ...(rules.rewrite ? [{ name: 'Rewrite' }] : []),
    ...(rules.refuse ? [{ name: 'RefuseMembers' }] : []),
    ...(rules.respond ? [{ name: 'Respond' }] : []),
  ]
}

/**
 * The reply of a command and what `event.reply` offers.
 *
 * @param {Command} command
 * @param {Map<string, import('../model.mjs').Enum>} enums
 */
export function replyTypes(command, enums) {
  const reply = `${command.name}Reply`
  const code = {
    name: 'ErrorCode',
    type: { names: ['number'], list: false, record: false },
    literal: undefined,
    presence: /** @type {const} */ ('required'),
    about: command.codes,
    example: 0,
    sample: true,
  }
  const parts = verdictParts(command).map(
    ({ name, range }) => `${name}<${reply}${range ? `, ${range}` : ''}>`,
  )
  return [
    interfaceText(
      `${reply} extends BaseResponse`,
      [`The answer to \`${command.command}\`.`],
      [code, ...command.reply],
      enums,
    ),
    `${comment([`What \`event.reply\` offers for \`${command.command}\`.`])}export interface ${command.name}Verdicts\n  extends ${parts.join(', ')} {}\n`,
  ]
}
