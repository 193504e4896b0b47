// @ts-check
import { anchor, bullets, table } from './text.mjs'

/**
 * The list of all commands.
 *
 * @param {import('../model.mjs').Catalog} catalog
 */
export function indexPage({ areas, adjacent }) {
  const rows = areas.flatMap((area) =>
    area.commands.map(({ command, phase, title }) => [
      `[${command}](${area.name}.md#${anchor(command)})`,
      phase,
      title.en,
      title.zh,
    ]),
  )
  const before = rows.filter(([, phase]) => phase === 'before').length
  const products = adjacent.products.map(
    ({ name, commands, notes }) =>
      `### ${name}\n\n${bullets(commands.map((command) => `\`${command}\``))}${
        notes.length > 0 ? `\n${notes.join(' ')}\n` : ''
      }`,
  )
  return [
    '# Tencent Cloud Chat callbacks\n',
    `${rows.length} commands: ${before} before-callbacks, whose answer decides, and ${rows.length - before} after-callbacks.\n`,
    'Also: [query parameters](query-parameters.md), [message elements](elements.md), [enumerations](enums.md).\n',
    bullets(
      areas.map(({ name, title, commands }) => `[${title.en} (${title.zh})](${name}.md): ${commands.length}`),
    ),
    table(['Command', 'Phase', 'Title', '标题'], rows),
    '## Neighbouring products\n',
    `${adjacent.about}\n`,
    ...products,
  ].join('\n')
}
