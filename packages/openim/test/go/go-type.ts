/** A type of Go, as far as the replies need it. */
export type GoType =
  | { readonly kind: 'string' | 'bool' | 'bytes' }
  | { readonly kind: 'integer'; readonly min: bigint; readonly max: bigint }
  | { readonly kind: 'slice' | 'map' | 'pointer'; readonly of: GoType }
  | { readonly kind: 'struct'; readonly fields: readonly GoField[] }

/** A field of a struct, by its name in JSON. */
export interface GoField {
  readonly name: string
  readonly type: GoType
}

const integer = (min: bigint, max: bigint): GoType => ({ kind: 'integer', min, max })

const int64 = integer(-(2n ** 63n), 2n ** 63n - 1n)

const named: Readonly<Record<string, GoType>> = {
  string: { kind: 'string' },
  bool: { kind: 'bool' },
  'string(base64)': { kind: 'bytes' },
  int32: integer(-(2n ** 31n), 2n ** 31n - 1n),
  uint32: integer(0n, 2n ** 32n - 1n),
  int64,
  // On the machines OpenIM runs on.
  int: int64,
}

/** The type with this name: `int32`, `[]string`, `map[string]bool`; `object` is the struct of the fields given. */
export function goType(name: string, fields: readonly GoField[] = []): GoType {
  if (name.startsWith('[]')) return { kind: 'slice', of: goType(name.slice(2), fields) }
  if (name.startsWith('map[string]')) return { kind: 'map', of: goType(name.slice('map[string]'.length)) }
  if (name === 'object') return { kind: 'struct', fields }
  const type = Object.hasOwn(named, name) ? named[name] : undefined
  if (type === undefined) throw new TypeError(`"${name}" is no Go type of the catalogue.`)
  return type
}
