// @ts-check
import { sentence } from '../typescript/comment.mjs'
import { table } from './text.mjs'

/**
 * The page of the enumerations.
 *
 * @param {import('../model.mjs').Catalog} catalog
 */
export function enumsPage({ enums }) {
  const intro =
    'Every enumeration is open: its type lists the values below and accepts others. Each is exported as an object and a type of the same name.'
  return `# Enumerations\n\n[All commands](README.md)\n\n${intro}\n\n${enums.map(section).join('\n')}`
}

/** @param {import('../model.mjs').Enum} item */
function section({ name, about, values, aliases }) {
  const rows = values.map(({ value, key, about: meaning }) => [
    `\`${JSON.stringify(value)}\``,
    `\`${name}.${key}\``,
    sentence(meaning),
  ])
  const also = Object.entries(aliases).map(([alias, value]) => `\`${alias}\` for \`${value}\``)
  return [
    `## ${name}\n`,
    `${about}\n`,
    table(['Value', 'Constant', 'Meaning'], rows),
    ...(also.length > 0 ? [`Also met: ${also.join(', ')}.\n`] : []),
  ].join('\n')
}
