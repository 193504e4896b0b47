import { fold } from './fold.js'
import type { GoField, GoType } from './go-type.js'
import { type Json, readJson } from './json.js'

/** What `json.Unmarshal` made of a text: the values of the fields, nil ones left out, or its error. */
export type Decoded =
  | { readonly ok: true; readonly value: Struct }
  | { readonly ok: false; readonly error: string }

/** A decoded struct by the names of its fields. Without an entry: nil, or the zero value. */
export type Struct = Readonly<Record<string, unknown>>

/**
 * What Go's `json.Unmarshal` does with a text and a struct of these fields. It reads on after a wrong type and answers
 * the first error; a text that is not JSON is an error before anything is read.
 */
export function unmarshal(fields: readonly GoField[], text: string): Decoded {
  const errors: string[] = []
  try {
    const value = into({ kind: 'struct', fields }, readJson(text), { path: '', errors, old: undefined })
    return errors[0] === undefined
      ? { ok: true, value: (value ?? {}) as Struct }
      : { ok: false, error: errors[0] }
  } catch (error) {
    return { ok: false, error: String(error) }
  }
}

interface Place {
  readonly path: string
  readonly errors: string[]
  /** What a key that is there twice left behind. */
  readonly old: unknown
}

function into(type: GoType, json: Json, place: Place): unknown {
  if (json.kind === 'null') return isNilable(type) ? undefined : place.old
  if (type.kind === 'pointer') return into(type.of, json, place)
  if (type.kind === 'struct' && json.kind === 'object') return intoStruct(type.fields, json.members, place)
  if (type.kind === 'map' && json.kind === 'object') {
    const entries = json.members.map(([key, value]) => [key, into(type.of, value, below(place, key))])
    return Object.fromEntries(entries)
  }
  if (type.kind === 'slice' && json.kind === 'array') {
    return json.items.map((item, index) => into(type.of, item, below(place, String(index))))
  }
  if (type.kind === 'bytes' && json.kind === 'array') {
    return json.items.map((item, index) => intoScalar(uint8, item, below(place, String(index))))
  }
  return intoScalar(type, json, place)
}

function isNilable({ kind }: GoType): boolean {
  return kind === 'pointer' || kind === 'slice' || kind === 'map' || kind === 'bytes'
}

function intoStruct(
  fields: readonly GoField[],
  members: readonly [string, Json][],
  place: Place,
): Record<string, unknown> {
  const struct: Record<string, unknown> = { ...(place.old as object | undefined) }
  for (const [key, json] of members) {
    const field =
      fields.find(({ name }) => name === key) ?? fields.find(({ name }) => fold(name) === fold(key))
    if (field === undefined) continue
    const value = into(field.type, json, { ...below(place, field.name), old: struct[field.name] })
    if (value === undefined) delete struct[field.name]
    else struct[field.name] = value
  }
  return struct
}

function intoScalar(type: GoType, json: Json, place: Place): unknown {
  if (type.kind === 'string' && json.kind === 'string') return json.value
  if (type.kind === 'bool' && json.kind === 'bool') return json.value
  if (type.kind === 'bytes' && json.kind === 'string' && isBase64(json.value)) return json.value
  if (type.kind === 'integer' && json.kind === 'number' && isWhole(json.literal)) {
    const number = BigInt(json.literal)
    if (number >= type.min && number <= type.max) return Number(number)
  }
  place.errors.push(`cannot unmarshal ${describe(json)} into ${type.kind} at ${place.path || 'the top'}`)
  return place.old
}

/** Go reads a list of numbers into bytes, too. */
const uint8: GoType = { kind: 'integer', min: 0n, max: 255n }

/** What `strconv.ParseInt` takes of the numbers JSON has: no fraction and no exponent. */
const isWhole = (literal: string) => /^-?\d+$/.test(literal)

/** What `base64.StdEncoding` takes: full groups of four, line ends anywhere. */
const isBase64 = (text: string) =>
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text.replace(/[\r\n]/g, ''))

const describe = (json: Json) => (json.kind === 'number' ? `number ${json.literal}` : json.kind)

const below = ({ path, errors }: Place, key: string): Place => ({
  path: path === '' ? key : `${path}.${key}`,
  errors,
  old: undefined,
})
