import { openimPayload } from '@im-callback/testing'
import fc from 'fast-check'
import type { CatalogCommand, CatalogField } from './catalog.js'
import { generation, type ServerVersion } from './version.js'

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

const scalars: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  string: texts,
  bool: fc.boolean(),
  int32: fc.oneof(fc.constantFrom(0, 1, 2, 101, 2 ** 31 - 1, -(2 ** 31)), fc.integer()),
  int64: fc.maxSafeInteger(),
  int: fc.maxSafeInteger(),
  uint32: fc.nat(2 ** 32 - 1),
  'map[string]bool': fc.dictionary(texts, fc.boolean(), { maxKeys: 3 }),
  'string(base64)': fc.base64String({ maxLength: 8 }),
}

/** Values a server may send in a field, null where it may be; or, without nulls, what a handler may want there. */
export function values(field: CatalogField, { nulls }: { nulls: boolean }): fc.Arbitrary<unknown> {
  const { type, nullable, fields } = field
  const one = (name: string): fc.Arbitrary<unknown> => {
    if (name !== 'object') return scalars[name] ?? fc.constant(null)
    return fc.record(Object.fromEntries(fields.map((each) => [each.name, values(each, { nulls })])))
  }
  const some = type.startsWith('[]') ? fc.array(one(type.slice(2)), { maxLength: 3 }) : one(type)
  return nulls && nullable ? fc.option(some, { nil: null, freq: 3 }) : some
}

/**
 * Bodies a server of this version may send: every field there, in its order. Those of an embedded struct are there
 * all or none; v2, which leaves empty ones out, has each for itself.
 */
export function requests(
  version: ServerVersion,
  command: CatalogCommand,
): fc.Arbitrary<Record<string, unknown>> {
  const sample = openimPayload(command.command, { release: version })
  const { callbackCommand, ...fields } = sample
  const field = (name: string) => command.request.find((each) => each.name === name)
  const arbitrary = ([name, value]: [string, unknown]) => {
    const known = field(name)
    if (known === undefined) return [name, typeof value === 'string' ? texts : fc.integer()]
    const some = values(known, { nulls: true })
    // Of the group that is asked about; a server knows none without an ID.
    return [name, name === 'groupID' ? some.map((value) => value || 'g') : some]
  }
  const embedded = Object.keys(fields).filter((name) => field(name)?.isEmbedded)
  const all = fc.constantFrom([], embedded)
  return fc
    .record({
      body: fc.record(Object.fromEntries(Object.entries(fields).map(arbitrary))),
      absent: generation(version) === 2 ? fc.subarray(embedded) : all,
    })
    .map(({ body, absent }) => {
      const present = Object.keys(sample).filter((name) => !absent.includes(name))
      return Object.fromEntries(present.map((name) => [name, { ...body, callbackCommand }[name]]))
    })
}
