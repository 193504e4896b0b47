import fc from 'fast-check'
import { texts, values } from './arbitraries.js'
import type { CatalogCommand, CatalogField } from './catalog.js'
import type { Struct } from './decode.js'

/** What a handler may do with an event. */
export type Behaviour =
  | { readonly does: 'nothing' | 'ok' | 'throw' | 'hang' }
  | Refusing
  | { readonly does: 'rewrite'; readonly changes: Struct }
  /** A rewrite that the compiler would not let pass. */
  | { readonly does: 'mistake'; readonly changes: unknown }
  | { readonly does: 'answer'; readonly garbage: unknown }

export interface Refusing {
  readonly does: 'refuse'
  readonly errCode: number
  readonly errMsg: string
  /** Without `event.reply`. */
  readonly isLiteral: boolean
}

/** Everything but refusing on purpose. */
export function behaviours(command: CatalogCommand): fc.Arbitrary<Behaviour> {
  const simple = fc.constantFrom('nothing', 'ok', 'throw', 'hang').map((does): Behaviour => ({ does }))
  const refuse = fc.record({
    does: fc.constant('refuse' as const),
    errCode: fc.oneof(fc.constantFrom(100, 5000, 20001, 2 ** 31 - 1), fc.integer({ min: 100 })),
    errMsg: texts,
    isLiteral: fc.boolean(),
  })
  const answer = fc.record({ does: fc.constant('answer' as const), garbage })
  return command.reply.length === 0
    ? fc.oneof(simple, refuse, answer)
    : fc.oneof(simple, refuse, answer, rewrites(command), mistakes(command))
}

/** Changes that are well formed, of fields the server reads. */
function rewrites({ reply }: CatalogCommand): fc.Arbitrary<Behaviour> {
  const known = reply.filter(({ isRead }) => isRead)
  const fields = known.map((field) => [field.name, wish(field)])
  return fc
    .record(Object.fromEntries(fields), { requiredKeys: [] })
    .map((changes): Behaviour => ({ does: 'rewrite', changes }))
}

/** A group without an ID is nothing a handler can mean, and content is JSON more often than not. */
function wish(field: CatalogField): fc.Arbitrary<unknown> {
  const some = values(field, { nulls: false })
  if (field.name === 'groupID') return some.map((value) => value || 'g')
  if (field.name !== 'content') return some
  return fc.oneof(
    some,
    texts.map((content) => JSON.stringify({ content })),
  )
}

/** Values of any kind, in fields the server does not read too. */
function mistakes({ reply }: CatalogCommand): fc.Arbitrary<Behaviour> {
  const fields = reply.map(({ name }) => [name, anything])
  return fc
    .record({ ...Object.fromEntries(fields), nextCode: anything }, { requiredKeys: [] })
    .map((changes): Behaviour => ({ does: 'mistake', changes }))
}

const anything = fc.oneof(
  fc.anything({ withBigInt: true, withMap: true, withDate: true, withNullPrototype: true }),
  fc.constantFrom(1.5, 2 ** 31, Number.NaN, '1', '', null, [], [null], [{}], [{ userID: null }], {
    title: 1,
  }),
)

/** Results that no `event.reply` makes; codes of the right type are left out, since they would mean something. */
const garbage = fc.oneof(
  anything,
  fc.record(
    {
      actionCode: fc.constantFrom('1', 1.5, 2 ** 31, null, true, [], {}),
      errCode: fc.constantFrom('5000', 0.5, -(2 ** 31) - 1, null, false),
      nextCode: fc.constantFrom('1', '', 1.5, true, [1], { valueOf: 1 }),
      errMsg: fc.constantFrom(1, null, {}, ['no']),
      content: anything,
      ActionStatus: fc.constant('OK'),
    },
    { requiredKeys: [] },
  ),
)
