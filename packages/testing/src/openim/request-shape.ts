/** The body of a command as the catalogue has it. */
export interface RequestShape {
  /** The release that brought this name: `v2.0`, `v3`, `v3.8.1`. */
  readonly since: string
  /** The last release that has it. */
  readonly until?: string
  /** What older releases call it. */
  readonly aliases: readonly string[]
  readonly fields: readonly RequestField[]
}

/** A field of a body. */
export interface RequestField {
  readonly name: string
  readonly sample: unknown
  /** What Go writes where nobody set it: null for lists and pointers, otherwise `''`, 0 or false. */
  readonly unset: unknown
  readonly since?: string
  readonly until?: string
  /** `v2`, or `v3.0-v3.6`. */
  readonly only?: string
  /** Part of a struct that may be nil; then it is not there at all. */
  readonly isEmbedded?: boolean
}
