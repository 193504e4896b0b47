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

/** Changes that would be well formed but for one field. */
function mistakes(command: CatalogCommand): fc.Arbitrary<Behaviour> {
  const wrong = fc.constantFrom(...command.reply).chain((field) => {
    const values = field.fields.length > 0 ? fc.oneof(anything, incomplete(field)) : anything
    return values.map((value) => ({ [field.name]: value }))
  })
  // Keys that Go takes for others, and fields it knows and cannot use.
  const others = fc.oneof(...miscased, ...unread(command))
  return fc.tuple(rewrites(command), fc.oneof(wrong, others)).map(([right, mistake]): Behaviour => {
    return { does: 'mistake', changes: { ...(right.does === 'rewrite' ? right.changes : {}), ...mistake } }
  })
}

/** Objects that lack one of their fields. */
function incomplete(field: CatalogField): fc.Arbitrary<unknown> {
  const entries = field.fields.map((each) => [each.name, values(each, { nulls: true })])
  const some = fc.record(Object.fromEntries(entries), { requiredKeys: [] })
  return field.type.startsWith('[]') ? fc.array(some, { minLength: 1, maxLength: 2 }) : some
}

function unread({ reply }: CatalogCommand): fc.Arbitrary<object>[] {
  const fields = reply.filter(({ isRead }) => !isRead)
  return fields.map((field) => values(field, { nulls: false }).map((value) => ({ [field.name]: value })))
}

const miscased = [
  fc.constantFrom({ nextCode: 1 }, { NextCode: 1 }, { NEXTCODE: '1' }, { Actioncode: 1.5 }, { ErrCode: {} }),
]

const anything = fc.oneof(
  fc.anything({ withBigInt: true, withMap: true, withDate: true, withNullPrototype: true }),
  fc.constantFrom(1.5, 2 ** 31, Number.NaN, '1', '', null, [], [null], [{}], [{ userID: null }], {
    title: 1,
  }),
)

/** Results that no `event.reply` makes, and that mean no refusal on every version alike. */
const garbage = fc.oneof(
  anything,
  fc.constantFrom(
    { errCode: 20001 },
    { actionCode: 1, nextCode: 1 },
    { actionCode: 2, errCode: 20001 },
    { nextCode: 2, errCode: 20001 },
    { NextCode: 1, errCode: 0 },
    { nextcode: '1' },
  ),
  fc.nat(99).map((errCode) => ({ actionCode: 0, errCode, nextCode: 1 })),
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
