// @ts-check

/**
 * What an element must have to be sent.
 *
 * @param {import('./model.mjs').RestCatalog} catalog
 */
export function elementsModule({ elements: { about, elements } }) {
  const entries = elements.map(
    ({ type, required }) =>
      `[${JSON.stringify(type)}, ${JSON.stringify(required.map(({ name, type }) => [name, type]))}],\n`,
  )
  return `/** Names of fields, each with what it is. */
type ElementFields = readonly (readonly [name: string, type: string])[]

/** ${about.split('. ')[0]}. By element type: its fields, each with what it is. */
export const elementRules: ReadonlyMap<string, ElementFields> = new Map<string, ElementFields>([
${entries.join('')}])
`
}
