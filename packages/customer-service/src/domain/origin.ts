import type { Listener } from '../ports/router.js'
import type { User } from './user.js'

/** Where a message comes from. */
export interface Origin {
  readonly user: User
  /** One of its own for every connection of a browser, one for every device otherwise. */
  readonly device: string
  /** What a message is known by: different for any two messages, equal for a message and its resend. */
  keyOf(uuid: string | undefined): string
  readonly seq: number
  /** The sending connection, which gets an ACK instead of a copy; undefined when there is none. */
  readonly listener: Listener | undefined
  readonly address: string | undefined
}
