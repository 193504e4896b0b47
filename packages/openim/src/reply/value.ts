import { nearest } from '@im-callback/core'
import { replyShapes } from '../generated/metadata.js'
import type { ReplyField, ReplyFields } from '../types/command-info.js'

/** Checks and copies the value of one field: `where` says which, for messages. */
function checked(where: string, field: ReplyField, value: unknown): unknown {
  switch (field.kind) {
    case 'text':
      return field.json ? jsonText(where, value) : text(where, value)
    case 'int32':
    case 'uint32':
    case 'int64':
      return integer(where, field.kind, value)
    case 'flag':
      return flag(where, value)
    case 'texts':
      return list(where, value).map((item, at) => text(`${where}[${at}]`, item))
    case 'numbers':
      return list(where, value).map((item, at) => integer(`${where}[${at}]`, 'int64', item))
    case 'flags':
      return Object.fromEntries(
        Object.entries(object(where, value)).map(([name, item]) => [name, flag(`${where}.${name}`, item)]),
      )
    case 'object':
      return shaped(where, field, value)
    case 'objects':
      return list(where, value).map((item, at) => shaped(`${where}[${at}]`, field, item))
  }
}

/** Copies the fields that are set; a field the server does not have is a mistake, and often a misspelling. */
export function checkedFields(where: string, known: ReplyFields, given: object): Record<string, unknown> {
  const copy: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(given)) {
    const field = Object.hasOwn(known, name) ? known[name] : undefined
    if (field === undefined) throw unknownField(where, name, Object.keys(known))
    if (value === undefined || (value === null && !field.nullable)) continue
    if (field.unused !== undefined)
      throw new TypeError(`${where}: ${name} cannot be changed: ${field.unused}.`)
    if (field.notBlank && value === '')
      throw new TypeError(`${where}: an empty ${name} makes the operation fail.`)
    copy[name] = value === null ? null : checked(`${where}: ${name}`, field, value)
  }
  return copy
}

function unknownField(where: string, name: string, known: readonly string[]): TypeError {
  const meant = nearest(name, known)
  const can = known.length === 0 ? 'none' : known.join(', ')
  const hint = meant === undefined ? `It takes ${can}.` : `Did you mean "${meant}"?`
  return new TypeError(`${where}: the reply has no field "${name}". ${hint}`)
}

function shaped(where: string, { shape = '' }: ReplyField, value: unknown): object {
  const known = replyShapes[shape] ?? {}
  const copy = checkedFields(where, known, object(where, value))
  for (const [name, { needed }] of Object.entries(known)) {
    if (needed && copy[name] === undefined)
      throw new TypeError(`${where}: without ${name} the server breaks off the operation.`)
  }
  return copy
}

const limits = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
} as const

/** An integer that fits: `1.5`, `"1"` and what is out of range make the whole reply unreadable for Go. */
export function integer(where: string, kind: keyof typeof limits, value: unknown): number {
  const [min, max] = limits[kind]
  if (Number.isInteger(value) && Number(value) >= min && Number(value) <= max) return Number(value)
  throw new TypeError(`${where} is ${shown(value)}; give an integer from ${min} to ${max}.`)
}

export function text(where: string, value: unknown): string {
  if (typeof value === 'string') return value
  throw new TypeError(`${where} is ${shown(value)}; give text.`)
}

function flag(where: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value
  throw new TypeError(`${where} is ${shown(value)}; give true or false.`)
}

function list(where: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw new TypeError(`${where} is ${shown(value)}; give a list.`)
}

export function object(where: string, value: unknown): object {
  // Of whatever realm; a Map, a Date and their like have nothing in them that JSON would show.
  if (Object.prototype.toString.call(value) === '[object Object]') return value as object
  throw new TypeError(`${where} is ${shown(value)}; give an object.`)
}

/** JSON text of an object, or an object to make it of. */
function jsonText(where: string, value: unknown): string {
  const json: unknown = typeof value === 'string' ? value : JSON.stringify(object(where, value))
  if (typeof json === 'string' && isJsonObject(json)) return json
  throw new TypeError(
    `${where} is no JSON of an object; give an object such as { content: "hello" }, or use rewriteText("hello").`,
  )
}

function isJsonObject(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

/** Names the kind of a value, and never what is in it: that may be a user's. */
function shown(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
