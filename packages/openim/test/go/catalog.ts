import { readFileSync } from 'node:fs'
import { type GoField, type GoType, goType } from './go-type.js'
import { generation, isSince, isUntil, type ServerVersion } from './version.js'

/** A field as the catalogue has it. */
export interface CatalogField {
  readonly name: string
  readonly type: string
  readonly required: boolean
  readonly nullable?: boolean
  readonly fields?: readonly CatalogField[]
  readonly in?: string
  readonly v2_since?: string
  readonly v3_since?: string
  readonly v3_until?: string
}

/** A command as the catalogue has it. */
export interface CatalogCommand {
  readonly command: string
  readonly version: 'v2' | 'v3' | 'both'
  readonly phase: 'before' | 'after'
  readonly since?: string
  readonly aliases: readonly string[]
  readonly rewrites: readonly string[]
  readonly request: readonly CatalogField[]
  readonly response: readonly CatalogField[]
}

export const catalog: readonly CatalogCommand[] = JSON.parse(
  readFileSync(`${__dirname}/../../../../.cache/openim-callbacks.json`, 'utf8'),
)

/** The command with this name of today. */
export function commandNamed(name: string): CatalogCommand {
  const found = catalog.find(({ command }) => command === name)
  if (found === undefined) throw new TypeError(`"${name}" is not in the catalogue.`)
  return found
}

/** The struct into which a server of this version decodes the reply to a command. */
export function replyStruct({ response }: CatalogCommand, version: ServerVersion): GoField[] {
  return response.filter((field) => isIn(field, version)).map(toGo)
}

function toGo({ name, type, nullable, fields = [] }: CatalogField): GoField {
  const plain: GoType = goType(type, fields.map(toGo))
  return {
    name,
    type: nullable === true && !/^\[\]|^map/.test(type) ? { kind: 'pointer', of: plain } : plain,
  }
}

/** Whether a server of this version knows a field. */
export function isIn(field: CatalogField, version: ServerVersion): boolean {
  const is2 = generation(version) === 2
  if (field.in !== undefined && field.in !== (is2 ? 'v2' : 'v3')) return false
  if (is2) return field.v2_since === undefined || version !== '2.0'
  if (field.v3_since !== undefined && !isSince(version, field.v3_since)) return false
  return field.v3_until === undefined || isUntil(version, field.v3_until)
}
