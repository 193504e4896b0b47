import type { RestElement } from './state/message.js'

/** A request body that fits the catalogue. Members of other types than asked for read as missing. */
export type Body = { readonly [name: string]: unknown }

const own = (body: Body, name: string) => (Object.hasOwn(body, name) ? body[name] : undefined)

export function textOf(body: Body, name: string): string | undefined {
  const value = own(body, name)
  return typeof value === 'string' ? value : undefined
}

export function integerOf(body: Body, name: string): number | undefined {
  const value = own(body, name)
  return typeof value === 'number' ? value : undefined
}

export function textsOf(body: Body, name: string): readonly string[] | undefined {
  const value = own(body, name)
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined
}

export function objectsOf(body: Body, name: string): readonly Body[] {
  const value = own(body, name)
  return Array.isArray(value) ? value : []
}

/** `MsgBody`, whose elements have been checked. */
export function elementsOf(body: Body): readonly RestElement[] {
  const value = own(body, 'MsgBody')
  return Array.isArray(value) ? value : []
}
