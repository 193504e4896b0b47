// @ts-check

/** @typedef {import('../model.mjs').FieldType} FieldType */

export const primitives = ['string', 'number']

/**
 * Reads a type of the catalogue: `string`, `number | string`, `GroupType`, `GroupMember[]`, `Record<number>`.
 *
 * @param {unknown} text
 * @returns {FieldType | undefined}
 */
export function parseType(text) {
  const parts = /^(?:Record<(?<value>\w+)>|(?<one>\w+(?: \| \w+)*)(?<list>\[\])?)$/.exec(String(text))?.groups
  if (!parts) return undefined
  if (parts.value) return { names: [parts.value], list: false, record: true }
  return { names: (parts.one ?? '').split(' | '), list: parts.list !== undefined, record: false }
}

/**
 * The type as TypeScript has it, which is also how the reference pages show it.
 *
 * @param {FieldType} type
 */
export function typeText(type) {
  const text = type.names.join(' | ')
  if (type.record) return `Record<string, ${text}>`
  return type.list ? `${text}[]` : text
}
