import type { RestErrorKind } from '../errors/kinds.js'

/** What the catalogue says of an error code. */
export interface CodeFacts {
  readonly kind: RestErrorKind
  /** What the code means, in few words. */
  readonly about: string
  /** The platform gave up waiting for itself: it may have done what it was asked to. */
  readonly mayHaveArrived?: boolean
}
