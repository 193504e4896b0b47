// @ts-check

/**
 * A Markdown table.
 *
 * @param {string[]} head
 * @param {string[][]} rows
 */
export function table(head, rows) {
  const line = (/** @type {string[]} */ cells) =>
    `| ${cells.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |\n`
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('')
}

/**
 * The anchor of a heading, as GitHub makes it.
 *
 * @param {string} heading
 */
export const anchor = (heading) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')

/** @param {string[]} items */
export const bullets = (items) => items.map((item) => `- ${item}\n`).join('')

/** What the column "present" says. */
export const presenceText = { required: 'always', optional: 'optional', sometimes: 'not always' }
