import type { Body } from './body.js'
import { isType } from './check/types.js'
import type { FieldRule } from './rules.js'

const empty = { string: '', integer: 0, number: 0, boolean: false, unknown: null } as const

/**
 * A well-formed answer of an endpoint that remembers nothing: every field of the catalogue, with the request's value
 * where both have the field (the `GroupId` of a new group), empty otherwise.
 */
export function shapedAnswer(fields: readonly FieldRule[], body: Body): object {
  return Object.fromEntries(
    fields.map((field) => {
      const asked = Object.hasOwn(body, field.name) ? body[field.name] : undefined
      return [field.name, asked !== undefined && isType(field.type, asked) ? asked : emptyValue(field)]
    }),
  )
}

function emptyValue({ type, fields = [] }: FieldRule): unknown {
  if (type === 'object') return shapedAnswer(fields, {})
  return Object.hasOwn(empty, type) ? empty[type as keyof typeof empty] : []
}
