import type { Delivery } from '../ports/router.js'
import { writeInt64, writeMetadata } from '../wire/bodies.js'
import { Command } from '../wire/commands.js'
import type { Frame } from '../wire/frame.js'
import type { Transport } from './transport.js'

/** A frame without what only the connection knows. */
export interface Outgoing {
  readonly command: number
  readonly body: Uint8Array
  readonly flags?: number
}

/**
 * What goes out on one connection. Live copies are given up when the other end does not read; a SYNC_NOTIFY with the
 * newest of them follows as soon as it does.
 */
export class Outbox {
  /** The version of the client's AUTH_TOKEN; 0 before. */
  version = 0
  readonly #transport: Transport
  readonly #limit: number
  #seq = 0
  #missed: bigint | undefined
  #waiting: (() => void)[] = []

  constructor(transport: Transport, limit: number) {
    this.#transport = transport
    this.#limit = limit
  }

  get isBehind(): boolean {
    return this.#transport.buffered > this.#limit
  }

  send(outgoing: readonly Outgoing[], version = this.version): void {
    const frames = outgoing.map(({ command, body, flags = 0 }): Frame => {
      this.#seq = (this.#seq + 1) | 0
      return { seq: this.#seq, command, version, flags, body }
    })
    this.#transport.send(frames)
  }

  deliver({ message, position }: Delivery): void {
    if (this.isBehind) {
      if (position !== undefined && (this.#missed ?? 0n) < position.msgid) this.#missed = position.msgid
      return
    }
    const notify = position === undefined ? [] : [notifyOf(position.msgid)]
    if (message === undefined) this.send(notify)
    else if (position === undefined) this.send([message])
    else this.send([{ command: Command.Metadata, body: writeMetadata(position) }, message, ...notify])
  }

  /** Resolves when the other end has read enough. */
  async whenRead(): Promise<void> {
    if (this.isBehind) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  drained(): void {
    const missed = this.#missed
    this.#missed = undefined
    if (missed !== undefined) this.send([notifyOf(missed)])
    this.release()
  }

  /** Lets go of everyone who waits: the connection has room again, or is gone. */
  release(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const resolve of waiting) resolve()
  }
}

const notifyOf = (msgid: bigint): Outgoing => ({ command: Command.SyncNotify, body: writeInt64(msgid) })
