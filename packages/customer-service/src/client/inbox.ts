import type { Clock } from '@im-callback/core'
import { type Position, readInt64, writeInt64 } from '../wire/bodies.js'
import { Command, Flag } from '../wire/commands.js'
import type { Frame } from '../wire/frame.js'
import type { Link } from './link.js'
import { messageOf, type ReceivedMessage, received } from './message.js'
import { type ClientOptions, systemTimers } from './options.js'
import type { Acknowledged } from './sender.js'

/** Milliseconds a sync may take until it is asked for again. */
const patience = 3000

/**
 * Follows the user's queue: every stored message once and in order, from pushed copies where they fit onto what is
 * known, and by sync where they do not.
 */
export class ClientInbox {
  readonly #link: Link
  readonly #timers: NonNullable<ClientOptions['timers']>
  readonly #clock: Clock
  readonly #emit: (message: ReceivedMessage) => void
  readonly #save: (key: bigint) => void
  #key: bigint
  #isSyncing = false
  /** The newest msgid that was heard of. */
  #heardOf = 0n
  #timer: unknown

  constructor(
    { link, options, key }: { link: Link; options: ClientOptions; key: bigint },
    emit: (message: ReceivedMessage) => void,
  ) {
    this.#link = link
    this.#timers = options.timers ?? systemTimers
    this.#clock = options.clock ?? Date.now
    this.#emit = emit
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
    this.#timers.clear(this.#timer)
    this.#timer = this.#timers.set(() => this.sync(), patience)
    this.#link.send(Command.Sync, writeInt64(this.#key))
  }

  offline(): void {
    this.#timers.clear(this.#timer)
    this.#isSyncing = false
  }

  /** A message frame; `position` when METADATA came before it. */
  message(frame: Frame, position: Position | undefined): void {
    const isPushed = (frame.flags & Flag.Push) !== 0
    if (isPushed && (position === undefined || !this.#fits(position))) {
      this.notify(position?.msgid ?? 0n)
      return
    }
    const message = messageOf(frame, position?.msgid)
    if (isPushed && position !== undefined) this.#advance(position.msgid)
    if (message !== undefined) this.#emit(message)
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
    const facts = { flags: flags | Flag.Self | Flag.Push, msgid: position.msgid }
    this.#emit(received({ ...message, timestamp }, facts))
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
    if (key > this.#key) this.#advance(key)
    else if (key < this.#key) {
      // The server has less than we have seen: its data are older, or others.
      this.#key = key
      this.#heardOf = key
      this.#save(key)
    }
    if (this.#heardOf > this.#key) this.sync()
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
