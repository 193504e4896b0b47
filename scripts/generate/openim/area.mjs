// @ts-check
import { comment, sentence } from '../typescript/comment.mjs'
import { importLines } from '../typescript/imports.mjs'
import { interfaceText, replyMember, requestMember, typesOf } from './fields.mjs'

/** @typedef {import('./model.mjs').Command} Command */

/**
 * The requests, replies and verdicts of one area.
 *
 * @param {import('./model.mjs').Catalog} catalog
 * @param {import('./model.mjs').Area} area
 */
export function areaTypes(catalog, area) {
  const enums = new Map(catalog.enums.map((item) => [item.name, item]))
  const fields = area.commands.flatMap((command) => [...command.request, ...offered(command)])
  const refusable = area.commands.filter(({ canRefuse }) => canRefuse)
  const wanted = [
    ...typesOf(fields),
    ...refusable.flatMap((command) => verdictParts(command).map(home)),
    ...(refusable.length > 0 ? [/** @type {[string, string]} */ (['OpenImReply', '../types/reply.js'])] : []),
  ]
  return [
    importLines(wanted, `./${area.name}.js`),
    ...area.commands.flatMap((command) => [
      interfaceText(
        `export interface ${command.name}Request`,
        requestAbout(command),
        command.request.filter(({ redacted }) => !redacted).map((field) => requestMember(field, enums)),
      ),
      ...(command.canRefuse ? replyTypes(command, enums) : []),
    ]),
  ].join('\n')
}

/**
 * The fields a reply may have.
 *
 * @param {Command} command
 */
export const offered = ({ reply }) => reply.filter(({ unused }) => unused === undefined)

/**
 * @param {string} name
 * @returns {[string, string]}
 */
const home = (name) => [name, '../types/verdicts.js']

/** @param {Command} command */
function verdictParts(command) {
  const fields = offered(command)
  return [
    'Ok',
    'Reject',
    ...(fields.length > 0 ? ['Rewrite'] : []),
    ...(fields.some(({ json, text }) => json || text) ? ['RewriteText'] : []),
  ]
}

/** @param {Command} command */
const requestAbout = (command) => [
  `\`${command.command}\`: ${sentence(command.when)}`,
  ...command.notes,
  versionsText(command),
  ...command.source.map((url) => `@see ${url}`),
]

/**
 * Which versions send it, and by which names.
 *
 * @param {Command} command
 */
export function versionsText({ versions: { since, until }, aliases, successor }) {
  const range =
    until === undefined ? `Since ${since}.` : since === until ? `Only ${since}.` : `${since} to ${until}.`
  const before =
    aliases.length === 0 ? '' : ` Older versions call it ${aliases.map((name) => `\`${name}\``).join(', ')}.`
  return `${range}${before}${successor === undefined ? '' : ` Today: \`${successor}\`.`}`
}

/**
 * @param {Command} command
 * @param {import('./fields.mjs').Enums} enums
 */
function replyTypes(command, enums) {
  const { name } = command
  const fields = offered(command)
  const changes = fields.length > 0 ? [`${name}Changes`] : []
  const generics = (/** @type {string} */ part) =>
    part === 'Rewrite' ? `Rewrite<${name}Reply, ${name}Changes>` : `${part}<${name}Reply>`
  return [
    ...(fields.length > 0
      ? [
          interfaceText(
            `export interface ${name}Changes`,
            [`What a reply to \`${command.command}\` may change.`],
            fields.map((field) => replyMember(field, enums)),
          ),
        ]
      : []),
    `${comment([`The answer to \`${command.command}\`.`])}export interface ${name}Reply extends ${['OpenImReply', ...changes].join(', ')} {}\n`,
    `${comment([`What \`event.reply\` offers for \`${command.command}\`.`])}export interface ${name}Verdicts\n  extends ${verdictParts(command).map(generics).join(', ')} {}\n`,
  ]
}
