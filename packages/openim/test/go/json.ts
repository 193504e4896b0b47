/** JSON as Go's decoder meets it: number literals as they are written, keys in their order, repeated ones too. */
export type Json =
  | { readonly kind: 'null' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'number'; readonly literal: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'array'; readonly items: Json[] }
  | { readonly kind: 'object'; readonly members: [key: string, value: Json][] }

/** How deep `encoding/json` goes before it says "exceeded max depth". */
const maxDepth = 10_000

const token = /[ \t\n\r]*([{}[\],:]|"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null)/y

/**
 * Reads a text. Both languages take the grammar of RFC 8259, so `JSON.parse` says whether it is JSON at all; what it
 * hides (`1.0`, a key that is there twice) is read here. No recursion: the depth is Go's to limit.
 *
 * @throws SyntaxError when the text is not JSON, or deeper than Go reads
 */
export function readJson(text: string): Json {
  JSON.parse(text)
  const open: Container[] = []
  let root: Json | undefined
  let key: string | undefined
  const add = (value: Json) => {
    const inside = open.at(-1)
    if (inside === undefined) root = value
    else if (inside.kind === 'array') inside.items.push(value)
    else inside.members.push([key ?? '', value])
    key = undefined
    if (value.kind !== 'array' && value.kind !== 'object') return
    if (open.push(value) > maxDepth) throw new SyntaxError('exceeded max depth')
  }
  token.lastIndex = 0
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const word = match[1] ?? ''
    if (word === '}' || word === ']') open.pop()
    else if (word === ',' || word === ':') continue
    else if (word.startsWith('"') && open.at(-1)?.kind === 'object' && key === undefined) key = textOf(word)
    else add(nodeOf(word))
  }
  if (root === undefined) throw new SyntaxError('unexpected end of JSON input')
  return root
}

type Container = Extract<Json, { kind: 'array' | 'object' }>

function nodeOf(word: string): Json {
  if (word === '{') return { kind: 'object', members: [] }
  if (word === '[') return { kind: 'array', items: [] }
  if (word === 'null') return { kind: 'null' }
  if (word === 'true' || word === 'false') return { kind: 'bool', value: word === 'true' }
  return word.startsWith('"') ? { kind: 'string', value: textOf(word) } : { kind: 'number', literal: word }
}

/** Half of a surrogate pair becomes U+FFFD, as in Go. */
function textOf(word: string): string {
  return Buffer.from(JSON.parse(word) as string).toString()
}
