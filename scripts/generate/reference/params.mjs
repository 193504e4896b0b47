// @ts-check
import { sentence } from '../typescript/comment.mjs'
import { bullets, presenceText, table } from './text.mjs'

/**
 * The page of the query parameters.
 *
 * @param {import('../model.mjs').Catalog} catalog
 */
export function paramsPage({ params }) {
  const rows = params.params.map(({ name, presence, about }) => [
    `\`${name}\``,
    presenceText[presence],
    sentence(about),
  ])
  return [
    '# Query parameters\n',
    '[All commands](README.md)\n',
    `${params.about}\n`,
    table(['Name', 'Present', 'Meaning'], rows),
    `\`\`\`text\n${params.example}\n\`\`\`\n`,
    bullets(params.notes),
  ].join('\n')
}
