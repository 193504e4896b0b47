import { ackStatus } from '../domain/status.js'
import { type Position, readAck } from '../wire/bodies.js'
import { Flag } from '../wire/commands.js'
import type { Frame } from '../wire/frame.js'
import { longestContent, type WireMessage, writeMessage } from '../wire/message-body.js'
import type { Link } from './link.js'
import { type ClientOptions, systemTimers } from './options.js'
import { isPassing, refusal, SendError } from './send-error.js'

/** A message that has its ACK. */
export interface SentReceipt {
  /** Its place in the sender's queue; undefined when it is stored nowhere. */
  readonly msgid: bigint | undefined
}

/** What is known of a message at its ACK. */
export interface Acknowledged {
  readonly message: WireMessage
  readonly flags: number
  readonly position: Position | undefined
}

interface Pending {
  /** Of every attempt on this connection: the server knows a resend without a uuid by it. */
  seq: number | undefined
  readonly message: WireMessage
  readonly body: Uint8Array
  readonly flags: number
  resolve(receipt: SentReceipt): void
  reject(error: SendError): void
}

/** Sends messages until they have their ACK: the same bytes, with the same uuid, so that they are stored once. */
export class Sender {
  readonly #options: ClientOptions
  readonly #link: Link
  readonly #onAck: (acknowledged: Acknowledged) => void
  readonly #timers: NonNullable<ClientOptions['timers']>
  /** In the order of sending. */
  readonly #pending = new Set<Pending>()
  readonly #bySeq = new Map<number, Pending>()
  readonly #waits = new Map<Pending, unknown>()

  constructor(options: ClientOptions, link: Link, onAck: (acknowledged: Acknowledged) => void) {
    this.#options = options
    this.#link = link
    this.#onAck = onAck
    this.#timers = options.timers ?? systemTimers
  }

  get pending(): number {
    return this.#pending.size
  }

  send(message: WireMessage, isUnpersistent: boolean): Promise<SentReceipt> {
    const { maxPending = 1000 } = this.#options
    if (this.#link.state === 'closed') return Promise.reject(new SendError('The client is closed.'))
    if (this.#pending.size >= maxPending) {
      return Promise.reject(new SendError(`${maxPending} messages wait for their ACK already: maxPending.`))
    }
    if (isUnpersistent && this.#link.state !== 'online') return Promise.reject(tooLate())
    if (message.content.length > longestContent) return Promise.reject(refusal(ackStatus.too_large.code))
    const flags = Flag.Text | (isUnpersistent ? Flag.Unpersistent : 0)
    return new Promise((resolve, reject) => {
      const pending = { seq: undefined, message, body: writeMessage(message), flags, resolve, reject }
      this.#pending.add(pending)
      if (this.#link.state === 'online') this.#transmit(pending)
    })
  }

  /** All that has no ACK goes out again, in its order. */
  online(): void {
    this.offline()
    for (const pending of this.#pending) this.#transmit(pending)
  }

  /** The seqs of a connection mean nothing on the next one. */
  offline(): void {
    for (const wait of this.#waits.values()) this.#timers.clear(wait)
    this.#waits.clear()
    this.#bySeq.clear()
    for (const pending of [...this.#pending]) {
      pending.seq = undefined
      if ((pending.flags & Flag.Unpersistent) === 0) continue
      this.#pending.delete(pending)
      pending.reject(tooLate())
    }
  }

  took({ body }: Frame, position: Position | undefined): void {
    const ack = readAck(body)
    const pending = ack && this.#bySeq.get(ack.seq)
    if (ack === undefined || pending === undefined) return
    if (isPassing(ack.status)) return
    this.#forget(pending)
    if (ack.status === 0) {
      this.#onAck({ message: pending.message, flags: pending.flags, position })
      pending.resolve({ msgid: position?.msgid })
    } else pending.reject(refusal(ack.status))
  }

  close(): void {
    this.offline()
    for (const { reject } of this.#pending) reject(new SendError('The client was closed.'))
    this.#pending.clear()
  }

  #transmit(pending: Pending): void {
    const { ackTime = 5000 } = this.#options
    const { message, body, flags, seq } = pending
    pending.seq = this.#link.send(message.command, body, { flags, seq })
    this.#bySeq.set(pending.seq, pending)
    this.#waits.set(
      pending,
      this.#timers.set(() => this.#transmit(pending), ackTime),
    )
  }

  #forget(pending: Pending): void {
    this.#pending.delete(pending)
    this.#timers.clear(this.#waits.get(pending))
    this.#waits.delete(pending)
    if (pending.seq !== undefined) this.#bySeq.delete(pending.seq)
  }
}

/** What is for this moment only does not wait for a better one. */
const tooLate = () => new SendError('There is no connection, and the message is not to be stored.')
