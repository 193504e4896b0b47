// @ts-check
import { parseType } from '../catalog/field-type.mjs'
import { allShapes } from '../catalog/shapes.mjs'
import { sentence } from '../typescript/comment.mjs'
import { fieldTable } from './fields.mjs'
import { bullets, table } from './text.mjs'
import { verdictRows } from './verdicts.mjs'

/** @typedef {import('../model.mjs').Catalog} Catalog */

/**
 * The page of one area.
 *
 * @param {Catalog} catalog
 * @param {import('../model.mjs').Area} area
 */
export function areaPage(catalog, area) {
  const types = { shapes: allShapes(catalog), enums: new Set(catalog.enums.map(({ name }) => name)) }
  const sections = area.commands.map((command) => section(catalog, command, types))
  return `# ${area.title.en} (${area.title.zh})\n\n[All commands](README.md)\n\n${sections.join('\n')}`
}

/**
 * @param {Catalog} catalog
 * @param {import('../model.mjs').Command} command
 * @param {import('./fields.mjs').Types} types
 */
function section(catalog, command, types) {
  const { notes, doc, id } = command
  const request = command.request.length > 0 ? fieldTable(command.request, types) : 'No fields.\n'
  const same =
    id.length > 0 ? [`The same ${id.map((name) => `\`${name}\``).join(', ')} mean the same event.`] : []
  return [
    `## ${command.command}\n`,
    `${command.title.en} · ${command.title.zh} · **${command.phase}**-callback · \`CallbackCommand.${command.name}\`\n`,
    `Fires when: ${sentence(command.when)}\n`,
    `### Request: \`${command.name}Request\`\n`,
    request,
    `### Reply\n`,
    table(['`event.reply.…`', 'Effect'], verdictRows(command)),
    fieldTable([...baseFields(catalog, command), ...command.reply], types),
    ...(notes.length + same.length > 0 ? ['### Notes\n', bullets([...notes, ...same])] : []),
    `Official: ${doc.map((url) => `<${url}>`).join(', ')}\n`,
  ].join('\n')
}

/**
 * The three fields of every reply, with what the codes of this command mean.
 *
 * @param {Catalog} catalog
 * @param {import('../model.mjs').Command} command
 * @returns {import('../model.mjs').Field[]}
 */
function baseFields({ replies }, { codes }) {
  const texts = { ActionStatus: replies.ActionStatus, ErrorCode: codes, ErrorInfo: replies.ErrorInfo }
  return Object.entries(texts).map(([name, about]) => ({
    name,
    about,
    type: parseType(name === 'ErrorCode' ? 'number' : 'string') ?? { names: [], list: false, record: false },
    literal: undefined,
    presence: 'required',
    example: undefined,
    sample: true,
  }))
}
