import type { FieldType } from '../rules.js'

const items = {
  string: (value: unknown) => typeof value === 'string',
  integer: (value: unknown) => Number.isSafeInteger(value),
  number: (value: unknown) => typeof value === 'number',
  boolean: (value: unknown) => typeof value === 'boolean',
  object: isObject,
  unknown: () => true,
} as const

/** Whether a value has the type of the catalogue. */
export function isType(type: FieldType, value: unknown): boolean {
  const item = type.replace('[]', '') as keyof typeof items
  return item === type ? items[item](value) : Array.isArray(value) && value.every(items[item])
}

/** A type of the catalogue in words. */
export function typeInWords(type: FieldType): string {
  const item = type.replace('[]', '')
  if (item !== type) return `a list of ${item}s`
  return /^[aeiou]/.test(item) ? `an ${item}` : `a ${item}`
}

/** A JSON object: no list, no null. */
export function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What a value is, in words. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'number') return Number.isInteger(value) ? 'an integer' : 'a number'
  return isObject(value) ? 'an object' : `a ${typeof value}`
}
