import type { StoredMessage } from './message.js'

/** What one account sees of its conversation with another. */
export class View {
  readonly #messages: StoredMessage[] = []
  readonly #unread = new Set<StoredMessage>()

  /** In order: by time, within a second by `MsgSeq`, then as they came. */
  get messages(): readonly StoredMessage[] {
    return this.#messages
  }

  get unread(): number {
    return this.#unread.size
  }

  add(message: StoredMessage, { isUnread }: { readonly isUnread: boolean }): void {
    let at = this.#messages.length
    while (at > 0 && isLater(this.#messages[at - 1], message)) at--
    this.#messages.splice(at, 0, message)
    if (isUnread) this.#unread.add(message)
  }

  /** Marks what the other side sent until then, that second included. */
  readUntil(seconds: number): void {
    for (const message of this.#unread) if (message.MsgTimeStamp <= seconds) this.#unread.delete(message)
  }

  forget(message: StoredMessage): void {
    this.#unread.delete(message)
    const at = this.#messages.indexOf(message)
    if (at !== -1) this.#messages.splice(at, 1)
  }

  /** A recalled message stays, but nobody has to read it any more. */
  settle(message: StoredMessage): void {
    this.#unread.delete(message)
  }
}

function isLater(a: StoredMessage | undefined, b: StoredMessage): boolean {
  if (a === undefined) return false
  return a.MsgTimeStamp - b.MsgTimeStamp > 0 || (a.MsgTimeStamp === b.MsgTimeStamp && a.MsgSeq > b.MsgSeq)
}
