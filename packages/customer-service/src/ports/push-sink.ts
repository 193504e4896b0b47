import type { User } from '../domain/user.js'
import type { WireMessage } from '../wire/message-body.js'

/** A message for a user who has no connection. */
export interface OfflineMessage {
  readonly recipient: User
  readonly message: WireMessage
}

/** Where messages for absent users go: a push service reads them from there. */
export interface PushSink {
  /** What it rejects is logged; the message is stored and acknowledged all the same. */
  push(offline: OfflineMessage): void | Promise<void>
  /** The unread count a client has reported; 0 at login. */
  unread?(user: User, count: number): void | Promise<void>
}
