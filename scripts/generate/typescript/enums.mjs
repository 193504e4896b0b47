// @ts-check
import { comment, sentence } from './comment.mjs'

/**
 * The enumerations: an object of the known values, and an open type of the same name.
 *
 * @param {import('../model.mjs').Catalog} catalog
 */
export function enumTypes(catalog) {
  return catalog.enums.map(enumText).join('\n')
}

/** @param {import('../model.mjs').Enum} item */
function enumText({ name, about, values, aliases }) {
  const numeric = values.every(({ value }) => typeof value === 'number')
  const also = Object.entries(aliases).map(([alias, value]) => `\`${alias}\` is \`${value}\``)
  const text = also.length > 0 ? `${about} Also met: ${also.join(', ')}.` : about
  const members = values.map(
    (item) => `${comment([sentence(item.about)], '  ')}  ${item.key}: ${JSON.stringify(item.value)},\n`,
  )
  return [
    `${comment([text])}export const ${name} = {\n${members.join('')}} as const\n`,
    `${comment([`One of {@link ${name}}, or another: the platform may add values.`])}export type ${name} = (typeof ${name})[keyof typeof ${name}] | (${numeric ? 'number' : 'string'} & {})\n`,
  ].join('\n')
}
