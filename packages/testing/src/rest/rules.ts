/** Parts of the API that share error codes. */
export type Area =
  | 'account'
  | 'audit'
  | 'c2c'
  | 'group'
  | 'mute'
  | 'official-account'
  | 'operation'
  | 'profile'
  | 'push'
  | 'recent-contact'
  | 'robot'
  | 'sns'

export type FieldType = ItemType | `${ItemType}[]`

type ItemType = 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'unknown'

/** What the catalogue says of a field. */
export interface FieldRule {
  readonly name: string
  readonly type: FieldType
  /** Only where the documentation says so for certain. */
  readonly required?: true
  /** The values there are, of the field or of its items. */
  readonly values?: readonly (string | number)[]
  /** Largest value of an integer; the smallest is then 0. */
  readonly max?: number
  /** Most items of a list. */
  readonly maxItems?: number
  /** Fields of the object, or of the items. */
  readonly fields?: readonly FieldRule[]
  /** The items are message elements: their contents have rules by `MsgType`. */
  readonly elements?: true
}

/** What the catalogue says of an endpoint. */
export interface EndpointRule {
  readonly area: Area
  /** Ways to ask; the first one is current. */
  readonly requests: readonly (readonly FieldRule[])[]
  readonly response: readonly FieldRule[]
  /** Error codes of single fields that it answers. */
  readonly codes?: readonly number[]
  /** Most bytes of `MsgBody` as JSON. */
  readonly bodyBytes?: number
}
