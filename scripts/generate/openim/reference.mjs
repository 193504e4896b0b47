// @ts-check
import { bullets, table } from '../reference/text.mjs'
import { sentence } from '../typescript/comment.mjs'
import { offered, versionsText } from './area.mjs'
import { values, versions } from './fields.mjs'
import { shapeOf, typeText } from './wire-type.mjs'

/** @typedef {import('./model.mjs').Catalog} Catalog */
/** @typedef {import('./model.mjs').Command} Command */
/** @typedef {import('./model.mjs').Field} Field */

/**
 * The page of one area.
 *
 * @param {Catalog} catalog
 * @param {import('./model.mjs').Area} area
 */
export function areaPage(catalog, area) {
  const sections = area.commands.map((command) => section(catalog, command))
  return `# ${area.title.en} (${area.title.zh})\n\n[All commands](README.md)\n\n${sections.join('\n')}`
}

/**
 * @param {Catalog} catalog
 * @param {Command} command
 */
function section(catalog, command) {
  const { phase, title, name, config, configV2, notes, id, source, fires } = command
  const same =
    id.length > 0 ? [`The same ${id.map((field) => `\`${field}\``).join(', ')} mean the same event.`] : []
  const where = configV2 === undefined ? '' : ` (v2: \`${configV2}\`)`
  return [
    `## ${command.command}\n`,
    `${title.en} · ${title.zh} · **${phase}**-callback · \`OpenImCommand.${name}\`\n`,
    `${fires === false ? 'Never fires' : 'Fires when'}: ${sentence(command.when)}\n`,
    `${versionsText(command)} In the configuration: \`${config}\`${where}.\n`,
    `### Request: \`${name}Request\`\n`,
    fieldTable(catalog, command.request),
    '### Reply\n',
    table(['`event.reply.…`', 'Effect'], verdictRows(command)),
    ...(offered(command).length > 0 ? [fieldTable(catalog, offered(command).map(inReply))] : []),
    ...(notes.length + same.length > 0 ? ['### Notes\n', bullets([...notes, ...same])] : []),
    `Source: ${source.map((url) => `<${url}>`).join(', ')}\n`,
  ].join('\n')
}

/**
 * A reply has what a handler changes; the rest is given back or left out.
 *
 * @param {Field} field
 * @returns {Field}
 */
const inReply = (field) => ({ ...field, presence: 'optional' })

/** @param {Command} command */
function verdictRows(command) {
  if (!command.canRefuse) return [['`ok()`', 'Acknowledge; the server looks at no answer']]
  const fields = offered(command)
  return [
    ['`ok()`', 'Go on; also what happens when you return nothing'],
    ['`reject(errCode?, errMsg?, errDlt?)`', 'Refuse; `errCode` is 100 or more, and reaches the client'],
    ...(fields.length > 0 ? [['`rewrite({ … })`', 'Go on with these fields']] : []),
    ...(fields.some(({ json, text }) => json || text)
      ? [['`rewriteText(text)`', 'Go on with another text']]
      : []),
  ]
}

/**
 * @param {Catalog} catalog
 * @param {Field[]} fields
 * @param {string} [prefix]
 */
function fieldTable(catalog, fields) {
  return table(['Field', 'Type', 'Present', 'Meaning'], fieldRows(catalog, fields, ''))
}

/**
 * @param {Catalog} catalog
 * @param {Field[]} fields
 * @param {string} prefix
 * @returns {string[][]}
 */
function fieldRows(catalog, fields, prefix) {
  const enums = new Map(catalog.enums.map((item) => [item.name, item]))
  return fields.flatMap((field) => {
    const shape = catalog.shapes.find(({ name }) => name === shapeOf(field))
    const name = `${prefix}${field.name}`
    const meaning = [sentence(field.about), linked(values(field, enums)), versions(field)]
      .filter(Boolean)
      .join(' ')
    const row = [
      `\`${name}\``,
      shape === undefined ? typeCell(field) : objectCell(field),
      presence(field),
      meaning,
    ]
    const inner =
      shape === undefined ? [] : fieldRows(catalog, shape.fields, `${name}${isList(field) ? '[]' : ''}.`)
    return [row, ...inner]
  })
}

/** @param {string} text */
const linked = (text) =>
  text.replace(/\{@link (\w+)\}/, (_, name) => `[${name}](enums.md#${name.toLowerCase()})`)

/** @param {Field} field */
const isList = ({ type }) => type.endsWith('[]')

/** @param {Field} field */
const typeCell = (field) => `\`${typeText({ ...field, enum: undefined })}\``

/** @param {Field} field */
const objectCell = (field) =>
  `${isList(field) ? 'array of objects' : 'object'}${field.nullable ? ' or null' : ''}`

/** @param {Field} field */
const presence = ({ presence: is, echo, redacted }) =>
  echo
    ? 'given back'
    : redacted
      ? 'taken out'
      : is === undefined
        ? 'always'
        : is === 'optional'
          ? 'optional'
          : 'not always'

/** @param {Catalog} catalog */
export function indexPage({ areas }) {
  const commands = areas.flatMap(({ name, commands }) => commands.map((command) => ({ name, ...command })))
  const before = commands.filter(({ phase }) => phase === 'before').length
  const rows = areas.flatMap((area) =>
    area.commands.map(({ command, phase, title, versions: { since, until } }) => [
      `[${command}](${area.name}.md#${command.toLowerCase()})`,
      phase,
      until === undefined ? `${since} –` : `${since} – ${until}`,
      title.en,
      title.zh,
    ]),
  )
  return [
    '# OpenIM callbacks\n',
    `${commands.length} commands: ${before} before-callbacks, whose answer decides, and ${commands.length - before} after-callbacks.\n`,
    'Also: [enumerations](enums.md), [how to set it up](../../guides/openim.md).\n',
    bullets(
      areas.map(({ name, title, commands }) => `[${title.en} (${title.zh})](${name}.md): ${commands.length}`),
    ),
    table(['Command', 'Phase', 'Versions', 'Title', '标题'], rows),
  ].join('\n')
}

/** @param {Catalog} catalog */
export function enumsPage({ enums }) {
  const sections = enums.map(({ name, about, values }) => {
    const rows = values.map((item) => [`\`${item.value}\``, `\`${name}.${item.key}\``, sentence(item.about)])
    return `## ${name}\n\n${about}\n\n${table(['Value', 'Constant', 'Meaning'], rows)}`
  })
  return `# Enumerations\n\n[All commands](README.md)\n\n${sections.join('\n')}`
}
