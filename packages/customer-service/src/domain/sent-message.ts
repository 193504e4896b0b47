import type { WireMessage } from '../wire/message-body.js'
import type { Origin } from './origin.js'
import type { User } from './user.js'

/** A message that passed the rules. */
export interface SentMessage {
  readonly message: WireMessage
  /** TEXT and UNPERSISTENT, as the client has set them. */
  readonly flags: number
  readonly origin: Origin
  /** See {@link NewMessage.key}. */
  readonly key: string
  readonly recipients: readonly User[]
  readonly isUnpersistent: boolean
}
