import fc from 'fast-check'
import type { CatalogCommand, CatalogField } from './catalog.js'
import { generation, type ServerVersion } from './version.js'
import { fieldsOf, nameIn } from './wire.js'

/** Texts a server may hold, those included that Go escapes or that look like something else. */
export const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '',
    '{"content":"hi"}',
    '<b>&\u2028\u2029',
    '\u0002',
    '0',
    'null',
    '[]',
    '__proto__',
    '\ufffd',
  ),
)

const int32s = fc.oneof(fc.constantFrom(0, 1, 2, 101, 2 ** 31 - 1, -(2 ** 31)), fc.integer())

const scalars: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  string: texts,
  bool: fc.boolean(),
  int32: int32s,
  int64: fc.maxSafeInteger(),
  int: fc.maxSafeInteger(),
  uint32: fc.nat(2 ** 32 - 1),
  'map[string]bool': fc.dictionary(texts, fc.boolean(), { maxKeys: 3 }),
  'string(base64)': fc.base64String({ maxLength: 8 }),
}

/** Values of a field as a server may send it, or as a handler may want it. */
export function values(field: CatalogField, { nulls }: { nulls: boolean }): fc.Arbitrary<unknown> {
  const { type, nullable, fields } = field
  const one = (name: string): fc.Arbitrary<unknown> =>
    name === 'object' ? struct(fields, nulls) : (scalars[name] ?? fc.constant(null))
  const some = type.startsWith('[]') ? fc.array(one(type.slice(2)), { maxLength: 3 }) : one(type)
  return nulls && nullable ? fc.option(some, { nil: null, freq: 3 }) : some
}

const struct = (fields: readonly CatalogField[], nulls: boolean) =>
  fc.record(Object.fromEntries(fields.map((field) => [field.name, values(field, { nulls })])))

/**
 * Bodies a server of this version may send: every field there, in its order, null where it may be. Fields of an
 * embedded struct are there all or none; those of v2, which leaves empty ones out, each for itself.
 */
export function requests(
  version: ServerVersion,
  command: CatalogCommand,
): fc.Arbitrary<Record<string, unknown>> {
  const fields = fieldsOf(version, command)
  const embedded = fields.filter(({ isEmbedded }) => isEmbedded)
  const hidden =
    generation(version) === 2
      ? fc.subarray(embedded)
      : fc.boolean().map((isThere) => (isThere ? [] : embedded))
  return fc.tuple(hidden, struct(fields, true)).map(([absent, body]) => {
    const present = fields.filter((field) => !absent.includes(field))
    const entries = present.map(({ name }) => [name, (body as Record<string, unknown>)[name]])
    return { ...Object.fromEntries(entries), callbackCommand: nameIn(version, command) }
  })
}
