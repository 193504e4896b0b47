import { type MessageParts, newMessage, type StoredMessage } from './message.js'
import { View } from './view.js'

/** Who gets a message, and whether it counts as unread. */
export interface Delivery {
  /** False: only the receiver's side has the message. */
  readonly isKeptBySender: boolean
  readonly isUnread: boolean
}

/** The one-to-one messages of all accounts, each conversation seen from its two sides. */
export class Conversations {
  readonly #views = new Map<string, Map<string, View>>()
  readonly #kept = new Set<StoredMessage>()
  readonly #mostMessages: number

  /** @param mostMessages past it, the messages stored first are forgotten */
  constructor(mostMessages: number) {
    this.#mostMessages = mostMessages
  }

  /** The view of an account, for reading: an empty one where nothing was ever said. */
  view(owner: string, peer: string): View {
    return this.#views.get(owner)?.get(peer) ?? new View()
  }

  /** Unread messages of an account over all its conversations. */
  unread(owner: string): number {
    return [...(this.#views.get(owner)?.values() ?? [])].reduce((sum, view) => sum + view.unread, 0)
  }

  store(parts: MessageParts, { isKeptBySender, isUnread }: Delivery): StoredMessage {
    const message = newMessage(parts)
    const { From_Account: from, To_Account: to } = message
    this.#viewFor(to, from).add(message, { isUnread })
    if (isKeptBySender && from !== to) this.#viewFor(from, to).add(message, { isUnread: false })
    this.#kept.add(message)
    this.#forgetOldest()
    return message
  }

  /** The message with that key from one account to another, on either side. */
  find(from: string, to: string, key: string): StoredMessage | undefined {
    const matches = (message: StoredMessage) => message.MsgKey === key && message.From_Account === from
    return this.view(to, from).messages.find(matches) ?? this.view(from, to).messages.find(matches)
  }

  recall(message: StoredMessage): void {
    message.MsgFlagBits = 8
    this.view(message.To_Account, message.From_Account).settle(message)
  }

  #viewFor(owner: string, peer: string): View {
    const views = this.#views.get(owner) ?? new Map<string, View>()
    const view = views.get(peer) ?? new View()
    this.#views.set(owner, views.set(peer, view))
    return view
  }

  #forgetOldest(): void {
    for (const message of this.#kept) {
      if (this.#kept.size <= this.#mostMessages) return
      const { From_Account: from, To_Account: to } = message
      this.#kept.delete(message)
      this.#forgetFrom(to, from, message)
      this.#forgetFrom(from, to, message)
    }
  }

  #forgetFrom(owner: string, peer: string, message: StoredMessage): void {
    const views = this.#views.get(owner)
    const view = views?.get(peer)
    view?.forget(message)
    if (view?.messages.length === 0) views?.delete(peer)
    if (views?.size === 0) this.#views.delete(owner)
  }
}
