import { restCodeRanges, restCodes } from '../generated/codes.js'
import type { CodeFacts } from '../types/code-facts.js'

/** What a code means; codes of the app's own callbacks are ranges, and one in no list is `unknown`. */
export function classify(code: number): CodeFacts {
  const known = restCodes.get(code)
  if (known !== undefined) return known
  const range = restCodeRanges.find(({ from, to }) => code >= from && code <= to)
  return range ?? { kind: 'unknown', about: 'not in the catalogue' }
}
