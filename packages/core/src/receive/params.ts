import { CallbackError } from '../errors.js'

/** Query parameters by exact, case-sensitive name. A Map: no name a stranger chooses reaches a prototype. */
export type Query = ReadonlyMap<string, string>

/**
 * Stage 2: the query of the raw URL, read once. Frameworks' own query parsers differ and can be replaced, so theirs
 * is never asked. A parameter that is there twice is an error: another reader might have taken the other one.
 */
export function params(url: string): Query {
  const query = new Map<string, string>()
  const fragment = url.indexOf('#')
  const target = fragment === -1 ? url : url.slice(0, fragment)
  const start = target.indexOf('?')
  if (start === -1) return query
  for (const [name, value] of pairs(target.slice(start + 1))) {
    if (query.has(name)) {
      throw new CallbackError('ambiguous_param', 'A query parameter is there twice; send each once.')
    }
    query.set(name, value)
  }
  return query
}

/** What `URLSearchParams` answers; where nothing is escaped, the same split by hand costs a third. */
function pairs(text: string): Iterable<[string, string]> {
  if (/[%+]/.test(text)) return new URLSearchParams(text)
  const found: [string, string][] = []
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    found.push(equals === -1 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)])
  }
  return found
}
