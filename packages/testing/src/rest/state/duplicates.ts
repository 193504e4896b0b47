import type { StoredMessage } from './message.js'

/** What the service tells messages apart by. */
export interface Identity {
  readonly from: string
  readonly to: string
  /** As the request has it: what the service fills in does not make a message a new one. */
  readonly seq: number | undefined
  readonly random: number
  /** Unix seconds. */
  readonly time: number
}

/** Messages by identity; past a number the oldest are forgotten. */
export class Duplicates {
  readonly #known = new Map<string, StoredMessage>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  find(identity: Identity): StoredMessage | undefined {
    return this.#known.get(keyOf(identity))
  }

  add(identity: Identity, message: StoredMessage): void {
    this.#known.set(keyOf(identity), message)
    this.#known.set(keyOf({ ...identity, seq: message.MsgSeq }), message)
    for (const key of this.#known.keys()) {
      if (this.#known.size <= this.#most) return
      this.#known.delete(key)
    }
  }
}

function keyOf({ from, to, seq, random, time }: Identity): string {
  return JSON.stringify([from, to, seq ?? null, random, time])
}
