// @ts-check

/**
 * What an element must have to be sent.
 *
 * @param {import('./model.mjs').RestCatalog} catalog
 */
export function elementsModule({ elements: { about, elements } }) {
  const entries = elements.map(
    ({ type, required }) =>
      `[${JSON.stringify(type)}, ${JSON.stringify(Object.fromEntries(required.map((field) => [field.name, field.type])))}],\n`,
  )
  return `/** ${about.split('. ')[0]}. By element type: its fields, and what each of them is. */
export const elementRules: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map<string, Readonly<Record<string, string>>>([
${entries.join('')}])
`
}
