import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type GoField, type GoType, goType } from './go-type.js'
import { generation, isSince, isUntil, type ServerVersion } from './version.js'

/** A command as the catalogue has it. */
export interface CatalogCommand {
  readonly command: string
  readonly phase: 'before' | 'after'
  /** `v3`, `v3.8.1`. */
  readonly versions: { readonly since: string; readonly until?: string }
  readonly aliases: readonly string[]
  readonly request: readonly CatalogField[]
  /** Beside the codes every reply has. */
  readonly reply: readonly CatalogField[]
}

/** A field as the server's Go has it. */
export interface CatalogField {
  readonly name: string
  /** Of Go: `int32`, `[]string`; `object` and `[]object` are structs of `fields`. */
  readonly type: string
  readonly nullable: boolean
  readonly fields: readonly CatalogField[]
  /** Part of an embedded struct, which is not there at all when it is nil. */
  readonly isEmbedded: boolean
  /** Whether the server looks at it, in replies. */
  readonly isRead: boolean
  readonly since?: string | undefined
  readonly until?: string | undefined
  readonly only?: string | undefined
}

interface Entry {
  readonly use: string
  readonly type?: string
  readonly nullable?: boolean
  readonly presence?: string
  readonly since?: string
  readonly until?: string
  readonly only?: string
  readonly unused?: string
}

type Entries = readonly (string | Entry)[]

interface WrittenCommand extends Pick<CatalogCommand, 'command' | 'phase' | 'versions'> {
  readonly aliases?: readonly string[]
  readonly request: Entries
  readonly reply?: { readonly fields?: Entries }
}

const folder = join(__dirname, '../../../../catalog/openim')
const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'))
const named: Readonly<Record<string, { readonly type: string }>> = read('fields.json')
const shapes: Readonly<Record<string, { readonly fields: Entries }>> = read('shapes.json')

/** All commands of the catalogue. */
export const catalog: readonly CatalogCommand[] = readdirSync(folder)
  .map((name): { commands?: WrittenCommand[] } => read(name))
  .flatMap(({ commands }) => (Array.isArray(commands) ? commands.map(command) : []))

/** The command with this name of today. */
export function commandNamed(name: string): CatalogCommand {
  const found = catalog.find((each) => each.command === name)
  if (found === undefined) throw new TypeError(`"${name}" is not in the catalogue.`)
  return found
}

function command({ request, reply, aliases = [], ...entry }: WrittenCommand): CatalogCommand {
  return { ...entry, aliases, request: request.map(field), reply: (reply?.fields ?? []).map(field) }
}

function field(written: string | Entry): CatalogField {
  const entry: Entry = typeof written === 'string' ? { use: written } : written
  const { use, since, until, only } = entry
  const type = entry.type ?? named[use]?.type ?? ''
  const shape = shapes[type.replace('[]', '')]
  return {
    name: use.slice(use.lastIndexOf('.') + 1),
    type: shape === undefined ? type : `${type.endsWith('[]') ? '[]' : ''}object`,
    nullable: entry.nullable === true,
    fields: (shape?.fields ?? []).map(field),
    isEmbedded: entry.presence === 'sometimes' && since === undefined && only === undefined,
    isRead: entry.unused === undefined,
    since,
    until,
    only,
  }
}

const codes: GoField[] = [
  { name: 'actionCode', type: goType('int32') },
  { name: 'errCode', type: goType('int32') },
  { name: 'errMsg', type: goType('string') },
]
const codesOf2: GoField[] = [...codes, { name: 'operationID', type: goType('string') }]
const codesOf3: GoField[] = [
  ...codes,
  { name: 'errDlt', type: goType('string') },
  { name: 'nextCode', type: goType('int32') },
]

/** The struct into which a server of this version decodes the reply to a command. */
export function replyStruct({ reply }: CatalogCommand, version: ServerVersion): GoField[] {
  const base = generation(version) === 2 ? codesOf2 : codesOf3
  return [...base, ...reply.filter((each) => isIn(each, version)).map(goField)]
}

function goField({ name, type, nullable, fields }: CatalogField): GoField {
  const plain: GoType = goType(type, fields.map(goField))
  const isPointer = nullable && plain.kind !== 'slice' && plain.kind !== 'map'
  return { name, type: isPointer ? { kind: 'pointer', of: plain } : plain }
}

/** Whether a server of this version knows a field. */
function isIn({ since, until, only }: CatalogField, version: ServerVersion): boolean {
  if (only === 'v2' && generation(version) !== 2) return false
  if (only === 'v3.0-v3.6' && generation(version) !== 3) return false
  if (since !== undefined && !isSince(version, since)) return false
  return until === undefined || isUntil(version, until)
}
