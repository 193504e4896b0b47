import type { User } from '../domain/user.js'
import type { Position } from '../wire/bodies.js'
import type { MessageCommand } from '../wire/commands.js'

/** What reaches the connections of a user. With a position it is stored: METADATA goes before it, SYNC_NOTIFY behind it. */
export interface Delivery {
  /** Absent when there is only the news that a sync is worth it. */
  readonly message?: PushedMessage | undefined
  /** Absent when the message is stored nowhere. */
  readonly position?: Position | undefined
}

export interface PushedMessage {
  readonly command: MessageCommand
  readonly flags: number
  readonly body: Uint8Array
}

/** A connection of a user, as routers see it. */
export interface Listener {
  /** Whether a user with this connection alone needs no push notification. */
  readonly isOnline: boolean
  deliver(delivery: Delivery): void
}

/** Ends a listener's membership. */
export type Leave = () => void

/** Finds the connections of a user, on this node and on others. */
export interface Router {
  /** Resolves when deliveries of all nodes reach the listener. */
  join(user: User, listener: Listener): Promise<Leave>
  /** Hands a delivery to every connection of a user but `except`. It does not wait for other nodes and does not throw. */
  deliver(user: User, delivery: Delivery, except?: Listener): void
  /** Whether some node has a connection that makes push notifications needless. */
  isOnline(user: User): Promise<boolean>
  /** Calls back when deliveries may have been lost: the listeners of this node should then be told to sync. */
  onGap(tell: () => void): void
  close(): Promise<void>
}
