// @ts-check

/** Types on the wire, as Go has them, and what they are here: the type, and the kind a reply is checked by. */
export const wireTypes = new Map([
  ['string', { type: 'string', kind: 'text' }],
  ['string(base64)', { type: 'string', kind: 'text' }],
  ['int', { type: 'number', kind: 'int64' }],
  ['int32', { type: 'number', kind: 'int32' }],
  ['int64', { type: 'number', kind: 'int64' }],
  ['uint32', { type: 'number', kind: 'uint32' }],
  ['bool', { type: 'boolean', kind: 'flag' }],
  ['[]string', { type: 'string[]', kind: 'texts' }],
  ['[]int64', { type: 'number[]', kind: 'numbers' }],
  ['map[string]bool', { type: 'Record<string, boolean>', kind: 'flags' }],
])

/**
 * A field's type as TypeScript has it.
 *
 * @param {import('./model.mjs').Field} field
 */
export function typeText({ type, enum: enumeration, nullable }) {
  const text = wireTypes.get(type)?.type ?? type
  const named = text === 'number' && enumeration !== undefined ? enumeration : text
  return nullable ? `${named} | null` : named
}

/**
 * The name of the shape a field holds, if it holds one.
 *
 * @param {import('./model.mjs').Field} field
 */
export function shapeOf({ type }) {
  return wireTypes.has(type) ? undefined : type.replace('[]', '')
}
