// @ts-check

/**
 * What the client knows of error codes at run time.
 *
 * @param {import('./model.mjs').RestCatalog} catalog
 */
export function codesModule({ codes: { about, codes, ranges } }) {
  const entries = codes.map(({ code, ...facts }) => `[${code}, ${JSON.stringify(facts)}],\n`)
  return `import type { CodeFacts } from '../types/code-facts.js'

/** ${about} */
export const restCodes: ReadonlyMap<number, CodeFacts> = new Map<number, CodeFacts>([
${entries.join('')}])

/** Codes that the app chooses itself. */
export const restCodeRanges: readonly (CodeFacts & { readonly from: number; readonly to: number })[] = ${JSON.stringify(ranges)}
`
}
