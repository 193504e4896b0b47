import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Field {
  readonly name: string
  readonly type: string
  readonly presence?: 'optional' | 'unknown'
  readonly about?: string
  readonly values?: readonly (string | number)[]
  readonly fields?: readonly Field[]
  readonly legacy?: true
}

export interface Endpoint {
  readonly area: string
  readonly endpoint: string
  readonly method: string
  readonly request: readonly Field[]
  readonly response: readonly Field[]
  readonly variants?: readonly (readonly Field[])[]
  readonly errors?: readonly { readonly code: number }[]
}

const folder = join(__dirname, '../../../../catalog/tencent-rest')
const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'))
const areaFiles = readdirSync(folder).filter((file) => !/^(?:codes|elements|regions|shapes)\./.test(file))

/** Every endpoint of the catalogue, read from its own files. */
export const endpoints: readonly Endpoint[] = areaFiles.flatMap((file) =>
  read(file).endpoints.map((entry: Omit<Endpoint, 'area'>) => ({
    ...entry,
    area: file.replace('.json', ''),
  })),
)

/** Whose turn it is, by error code. */
export const kinds: ReadonlyMap<number, string> = new Map(
  read('codes.json').codes.map(({ code, kind }: { code: number; kind: string }) => [code, kind]),
)

export const endpointNamed = (name: string): Endpoint => {
  const found = endpoints.find(({ endpoint }) => endpoint === name)
  if (found === undefined) throw new Error(`The catalogue has no ${name}.`)
  return found
}

/** A body of those fields that pass the test; accounts are users, everything else a small value of its type. */
export function bodyOf(
  fields: readonly Field[],
  isWanted: (field: Field) => boolean,
): Record<string, unknown> {
  return Object.fromEntries(fields.filter(isWanted).map((field) => [field.name, sampleOf(field, isWanted)]))
}

export const isRequired = (field: Field) => field.presence === undefined
/** All that belongs together: the older names stand for the newer ones, not beside them. */
export const isCurrent = (field: Field) => field.legacy !== true

function sampleOf(field: Field, isWanted: (field: Field) => boolean): unknown {
  const item = itemOf(field, isWanted)
  return field.type.endsWith('[]') ? [item] : item
}

function itemOf({ name, type, values, fields }: Field, isWanted: (field: Field) => boolean): unknown {
  if (values?.[0] !== undefined) return values[0]
  if (name === 'MsgKey' || name === 'MsgKeyList') return '1_100_1767225600'
  switch (type.replace('[]', '')) {
    case 'string':
      return name.startsWith('From') ? 'alice' : 'bob'
    case 'number':
      return 1
    case 'boolean':
      return true
    case 'MsgElement':
      return { MsgType: 'TIMTextElem', MsgContent: { Text: 'hello' } }
    case 'OfflinePushInfo':
      return { PushFlag: 0, AndroidInfo: { VIVOClassification: 0 }, ApnsInfo: { BadgeMode: 0 } }
    default:
      return bodyOf(fields ?? [], isWanted)
  }
}
