/** Why a call may be sent again although the platform may have done it already. */
export interface Repeat {
  /**
   * `read`: it changes nothing. `same`: the second time changes nothing. `key`: the platform drops what it has seen.
   */
  readonly how: 'read' | 'same' | 'key'
  /** Fields of the request that make up the key; without them it is not safe. */
  readonly fields?: readonly string[]
  /** How long the platform remembers the key. Default: for good. */
  readonly seconds?: number
}

/** What is known of an endpoint at run time. */
export interface RestEndpointInfo {
  /** `service/command`. */
  readonly endpoint: string
  readonly area: string
  readonly title: string
  readonly doc: readonly string[]
  readonly limits: Readonly<Record<string, number>>
  /** Absent: sending it twice may do it twice. */
  readonly repeat?: Repeat
}
