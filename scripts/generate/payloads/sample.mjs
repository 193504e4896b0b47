// @ts-check

/** @typedef {import('../model.mjs').Field} Field */
/** @typedef {import('../model.mjs').Shape} Shape */

/**
 * A request body made of the examples of its fields.
 *
 * @param {Field[]} fields
 * @param {Map<string, Shape>} shapes
 * @returns {Record<string, unknown>}
 */
export function sample(fields, shapes) {
  const present = fields.filter((field) => field.sample)
  return Object.fromEntries(present.map((field) => [field.name, sampleValue(field, shapes)]))
}

/**
 * The example of a field. Where its type is a shape, the shape gives the value, and an example (one object, or
 * a list of them) changes it key by key; null takes a key out.
 *
 * @param {Field} field
 * @param {Map<string, Shape>} shapes
 */
function sampleValue({ type, example }, shapes) {
  const shape = shapes.get(type.names[0] ?? '')
  if (!shape) return example
  const changed = (/** @type {unknown} */ changes) =>
    withChanges(sample(shape.fields, shapes), /** @type {object} */ (changes ?? {}))
  if (!type.list) return changed(example)
  return Array.isArray(example) ? example.map(changed) : [changed(example)]
}

/**
 * @param {Record<string, unknown>} value
 * @param {object} changes
 */
function withChanges(value, changes) {
  const entries = Object.entries({ ...value, ...changes })
  return Object.fromEntries(entries.filter(([, item]) => item !== null))
}
