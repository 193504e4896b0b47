import type { User } from '../domain/user.js'
import type { Position } from '../wire/bodies.js'
import type { MessageCommand } from '../wire/commands.js'

/** A message on its way into the store. */
export interface NewMessage {
  readonly sender: User
  /** The sending device: a sync of the same device gets the message flagged as its own. */
  readonly device: string
  /** Equal for a message and its resends, and for nothing else this sender sends. */
  readonly key: string
  readonly command: MessageCommand
  /** The body as frames carry it, with the server's timestamp. */
  readonly body: Uint8Array
  /** Whose queues get it, in this order; after them the sender's own does. */
  readonly recipients: readonly User[]
}

/** Where a message stands, one position for each queue it is in. */
export interface Receipt {
  /** The message was stored before; nothing was stored this time. */
  readonly isRepeat: boolean
  /** In the sender's queue. */
  readonly sent: Position
  /** In the recipients' queues, in their order. */
  readonly received: readonly Delivered[]
}

export interface Delivered {
  readonly recipient: User
  readonly position: Position
}

/** A message as it lies in a queue. */
export interface StoredMessage {
  readonly msgid: bigint
  readonly sender: User
  readonly device: string
  readonly command: MessageCommand
  readonly body: Uint8Array
}

export interface PageLimits {
  /** Messages at the most. */
  readonly count: number
  /** Bytes of bodies at the most; the first message comes whatever its size. */
  readonly bytes: number
}

/** A piece of a queue. */
export interface Page {
  /** Oldest first. */
  readonly messages: readonly StoredMessage[]
  /** Whether the queue goes on behind them. */
  readonly hasMore: boolean
  /** The newest msgid of the whole queue; 0 when it is empty. */
  readonly newest: bigint
}

/**
 * Keeps messages and the queues they are in. Every user has one queue; its msgids begin at 1 and grow by 1, and one that
 * can be read is never followed by a smaller one that could not be read before.
 */
export interface MessageStore {
  /**
   * Stores a message: its body once, and an entry in each recipient's queue and in the sender's, all of it or none.
   * Resolves when it is as safe as this store makes it. A key the sender has used before stores nothing and answers the
   * first receipt again.
   */
  append(message: NewMessage): Promise<Receipt>
  /** The receipt of a message the sender has stored under this key. */
  find(sender: User, key: string): Promise<Receipt | undefined>
  /** Messages with a msgid above `after`. */
  page(user: User, after: bigint, limits: PageLimits): Promise<Page>
  /** The newest msgid of a queue; 0 when it is empty. */
  newest(user: User): Promise<bigint>
  /** What a client has reported to have; 0 when it has reported nothing. `device` is `''` for the user's common key. */
  syncKey(user: User, device: string): Promise<bigint>
  /** Keeps a reported key when it is larger than the one before. */
  saveSyncKey(user: User, device: string, key: bigint): Promise<void>
  /** Finishes what was begun; after that everything rejects. */
  close(): Promise<void>
}
