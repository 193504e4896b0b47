import type { Clock } from '@im-callback/core'
import type { User } from '../domain/user.js'
import { type Position, readInt64, writeInt64 } from '../wire/bodies.js'
import { Command, Flag } from '../wire/commands.js'
import type { Frame } from '../wire/frame.js'
import type { Link } from './link.js'
import { messageOf, type ReceivedMessage, received } from './message.js'
import { type ClientOptions, systemTimers } from './options.js'
import type { Acknowledged } from './sender.js'

/** Milliseconds without a frame of the answer until a sync is asked about. */
const patience = 3000

/** What an inbox tells. */
export interface InboxEvents {
  message(message: ReceivedMessage): void
  /** Everything is here: once for each connection. */
  synced(key: bigint): void
}

/**
 * Follows the user's queue: every stored message once and in order, from pushed copies where they fit onto what is
 * known, and by sync where they do not.
 */
export class ClientInbox {
  readonly #link: Link
  readonly #timers: NonNullable<ClientOptions['timers']>
  readonly #clock: Clock
  readonly #user: User
  readonly #events: InboxEvents
  readonly #save: (key: bigint) => void
  #key: bigint
  #isSyncing = false
  /** The newest msgid that was heard of. */
  #heardOf = 0n
  /** The same when the sync was asked for: what it does not bring of that, no other will. */
  #heardBefore = 0n
  /** It has had everything once, on this connection. */
  #isSynced = false
  /** The PING whose PONG is waited for: it says that no answer to a sync comes, or nothing behind one. */
  #fence: number | undefined
  #timer: unknown

  constructor(
    { link, options, user, key }: { link: Link; options: ClientOptions; user: User; key: bigint },
    events: InboxEvents,
  ) {
    this.#link = link
    this.#timers = options.timers ?? systemTimers
    this.#clock = options.clock ?? Date.now
    this.#user = user
    this.#events = events
    this.#key = key
    // What cannot be kept is synced again the next time.
    this.#save = (newest) =>
      void Promise.resolve()
        .then(() => options.keys?.save(newest))
        .catch(() => undefined)
  }

  get key(): bigint {
    return this.#key
  }

  sync(): void {
    this.#isSyncing = true
    this.#heardBefore = this.#heardOf
    this.#fence = undefined
    this.#link.send(Command.Sync, writeInt64(this.#key))
    this.#wait()
  }

  /** The answer has begun to come in. */
  begin(): void {
    if (this.#isSyncing) this.#wait()
  }

  /** A PONG: all that the server had to say to what came before its PING is here. */
  ponged(): void {
    if (this.#fence === undefined || this.#link.pongs < this.#fence) return
    this.#fence = undefined
    if (this.#isSyncing) {
      this.sync()
      return
    }
    this.#isSynced = true
    this.#events.synced(this.#key)
  }

  offline(): void {
    this.#timers.clear(this.#timer)
    this.#isSyncing = false
    this.#isSynced = false
    this.#fence = undefined
  }

  /** A message frame; `position` when METADATA came before it. */
  message(frame: Frame, position: Position | undefined): void {
    const isPushed = (frame.flags & Flag.Push) !== 0
    if (isPushed && (position === undefined || !this.#fits(position))) {
      this.notify(position?.msgid ?? 0n)
      return
    }
    if (this.#isSyncing) this.#wait()
    const message = messageOf(frame, { user: this.#user, msgid: position?.msgid })
    if (isPushed && position !== undefined) this.#advance(position.msgid)
    if (message !== undefined) this.#events.message(message)
  }

  /** Our own message, stored. */
  acknowledged({ message, flags, position }: Acknowledged): void {
    if (position === undefined) return
    // A repeat's ACK tells of a message the queue has moved past already.
    if (position.msgid <= this.#key) return
    // The server has chosen the seller: the stored message says whom.
    const isAssigned = message.command === Command.Customer && message.sellerId === 0n
    if (isAssigned || !this.#fits(position)) {
      this.notify(position.msgid)
      return
    }
    this.#advance(position.msgid)
    const timestamp = Math.floor(this.#clock() / 1000)
    const facts = { flags: flags | Flag.Push, user: this.#user, msgid: position.msgid }
    this.#events.message(received({ ...message, timestamp }, facts))
  }

  notify(msgid: bigint): void {
    if (msgid > this.#heardOf) this.#heardOf = msgid
    if (!this.#isSyncing && this.#heardOf > this.#key) this.sync()
  }

  end({ body }: Frame): void {
    const key = readInt64(body)
    if (key === undefined || !this.#isSyncing) return
    this.#timers.clear(this.#timer)
    this.#isSyncing = false
    const before = this.#key
    if (key > before) this.#advance(key)
    else if (key < this.#key) {
      // The server has less than we have seen: its data are older, or others.
      this.#key = key
      this.#heardOf = key
      this.#save(key)
    }
    // Asking for the same thing again and again would bring nothing.
    if (this.#heardOf === this.#heardBefore && key <= before) this.#heardOf = this.#key
    if (this.#heardOf > this.#key) this.sync()
    // A page may be followed by the news that there is another one.
    else if (!this.#isSynced) this.#fence = this.#link.ping()
  }

  /** A second SYNC while the first may be answered still would bring every message twice: so a PING goes first. */
  #wait(): void {
    this.#timers.clear(this.#timer)
    if (this.#fence !== undefined) return
    this.#timer = this.#timers.set(() => {
      this.#fence = this.#link.ping()
    }, patience)
  }

  #fits({ prev }: Position): boolean {
    return !this.#isSyncing && prev === this.#key
  }

  #advance(key: bigint): void {
    this.#key = key
    this.#save(key)
    this.#link.send(Command.SyncKey, writeInt64(key))
  }
}
