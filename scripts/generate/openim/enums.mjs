// @ts-check
import { comment, sentence } from '../typescript/comment.mjs'

/**
 * The enumerations: an object of the known values, and an open type of the same name.
 *
 * @param {import('./model.mjs').Catalog} catalog
 */
export const enumTypes = ({ enums }) => enums.map(enumText).join('\n')

/** @param {import('./model.mjs').Enum} item */
function enumText({ name, about, values }) {
  const members = values.map(
    ({ key, value, about: meaning }) => `${comment([sentence(meaning)], '  ')}  ${key}: ${value},\n`,
  )
  return [
    `${comment([about])}export const ${name} = {\n${members.join('')}} as const\n`,
    `${comment([`One of {@link ${name}}, or another: newer servers may add values.`])}export type ${name} = (typeof ${name})[keyof typeof ${name}] | (number & {})\n`,
  ].join('\n')
}
