import {
  type Client,
  type ReceivedMessage,
  SendError,
  type SentReceipt,
} from '@im-callback/customer-service/client'
import { readContent, readReceipt, receivedReceipt, textContent } from './content.js'
import { Conversation } from './conversation.js'
import type { Other, Side } from './side.js'
import type { Unsent } from './unsent.js'

/** A conversation, and who it is with. */
export interface Talk {
  readonly other: Other
  readonly conversation: Conversation
}

interface TrackedTalk extends Talk {
  /** The newest receipts that were sent, so that each goes out once. */
  received: string | undefined
  read: string | undefined
  isAboutToConfirm: boolean
}

export interface TalksParts {
  readonly client: Client
  readonly side: Side
  readonly unsent: Unsent
  /** A name for every message, which the server knows a resend by. */
  readonly newUuid: () => string
  /** Calls back in a moment: messages come in bursts, and one receipt is enough for all of them. */
  readonly later: (callback: () => void) => void
  /** False while old messages come in: the receipts for them come behind them. */
  readonly isCaughtUp: () => boolean
}

/** All conversations of an account: takes what the client hears, sends what is written, and answers with receipts. */
export class Talks {
  readonly #parts: TalksParts
  readonly #talks = new Map<string, TrackedTalk>()
  readonly #listeners = new Set<() => void>()
  #looksAt: string | undefined

  constructor(parts: TalksParts) {
    this.#parts = parts
    const { client, unsent } = parts
    client.on('message', (message) => this.#take(message))
    for (const { uuid, text, to } of unsent.all()) this.#transmit(this.#talk(to), text, uuid)
  }

  /** The one that changed last first. */
  get all(): readonly Talk[] {
    return [...this.#talks.values()].reverse()
  }

  get(key: string): Talk | undefined {
    return this.#talks.get(key)
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener)
  }

  write(to: Other, text: string): void {
    const uuid = this.#parts.newUuid()
    this.#parts.unsent.add({ uuid, text, to })
    this.#transmit(this.#talk(to), text, uuid)
  }

  /** Someone looks at this conversation: the other side is told, and every page of ours. Undefined: no one looks. */
  look(key: string | undefined): void {
    this.#looksAt = key
    const talk = key === undefined ? undefined : this.#talks.get(key)
    if (talk !== undefined) this.#sendReceipts(talk)
  }

  #take({ message, timestamp, isUnpersistent }: ReceivedMessage): void {
    const { side } = this.#parts
    const content = readContent(message.content)
    // A receipt brings no conversation about, and does not move one to the top.
    const other = side.otherOf(message)
    const talk = content.kind === 'text' ? this.#talk(other) : this.#talks.get(other.key)
    if (talk === undefined) return
    const isMine = side.isMine(message)
    talk.conversation.take({ content, isMine, at: timestamp })
    if (content.kind === 'text' && isMine) this.#parts.unsent.remove(content.uuid)
    if (content.kind === 'text' && !isMine && !isUnpersistent) this.#sendReceipts(talk)
    this.#changed()
  }

  /** Says what has come and what was read, once for all messages that come together. */
  #sendReceipts(talk: TrackedTalk): void {
    if (talk.isAboutToConfirm) return
    talk.isAboutToConfirm = true
    this.#parts.later(() => {
      talk.isAboutToConfirm = false
      if (!this.#parts.isCaughtUp()) return this.#sendReceipts(talk)
      const upTo = talk.conversation.unconfirmed
      if (upTo === undefined) return
      if (this.#looksAt === talk.other.key) this.#sendRead(talk, upTo)
      else this.#sendReceived(talk, upTo)
    })
  }

  #sendRead(talk: TrackedTalk, upTo: string): void {
    talk.conversation.readAll()
    this.#changed()
    if (upTo === talk.read) return
    talk.read = upTo
    this.#send(talk.other, readReceipt(upTo), false).catch(() => undefined)
  }

  #sendReceived(talk: TrackedTalk, upTo: string): void {
    if (upTo === talk.received) return
    talk.received = upTo
    this.#send(talk.other, receivedReceipt(upTo), true).catch(() => undefined)
  }

  #transmit(talk: Talk, text: string, uuid: string): void {
    talk.conversation.write(text, uuid)
    this.#changed()
    void this.#send(talk.other, textContent(text, uuid), false)
      .then(
        ({ msgid }) => {
          if (msgid === undefined) talk.conversation.dropped(uuid)
          this.#parts.unsent.remove(uuid)
        },
        (error) => {
          // Without a status it was not the server that refused: the message stays unsent, for the next page.
          if (!(error instanceof SendError) || error.status === undefined) return
          talk.conversation.refused(uuid)
          this.#parts.unsent.remove(uuid)
        },
      )
      .then(() => this.#changed())
  }

  #send(to: Other, content: Readonly<Record<string, unknown>>, unpersistent: boolean): Promise<SentReceipt> {
    return this.#parts.side.send(this.#parts.client, content, { to, unpersistent })
  }

  #talk(other: Other): TrackedTalk {
    const talk: TrackedTalk = this.#talks.get(other.key) ?? {
      other,
      conversation: new Conversation(),
      received: undefined,
      read: undefined,
      isAboutToConfirm: false,
    }
    // A Map keeps the order in which keys come in.
    this.#talks.delete(other.key)
    this.#talks.set(other.key, talk)
    return talk
  }

  #changed(): void {
    for (const listener of this.#listeners) listener()
  }
}
