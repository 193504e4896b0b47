import type { Delivery, Listener } from '../ports/router.js'
import type { Frame } from '../wire/frame.js'
import type { Context } from './context.js'
import { handleFrame } from './handle-frame.js'
import { Inbox } from './inbox.js'
import { Outbox } from './outbox.js'
import { Rate } from './rate.js'
import type { Session } from './session.js'
import type { Transport, TransportEvents } from './transport.js'

/** One client, from its first byte to its last. */
export class Connection implements Listener, TransportEvents {
  readonly outbox: Outbox
  readonly rate: Rate
  readonly address: string | undefined
  isOnline = true
  isClosed = false
  readonly #context: Context
  readonly #transport: Transport
  readonly #inbox: Inbox
  readonly #onClosed: (connection: Connection) => void
  readonly #openedAt: number
  #session: Session | undefined
  #lastFrameAt: number
  #lastBuffered = 0
  #lastProgressAt: number
  #inFlight = 0
  #count = 0
  #isEnding = false
  /** A frame is being handled, and something in it has to be waited for. */
  #isHandling = false
  #onRoom: (() => void) | undefined

  constructor(context: Context, transport: Transport, onClosed: (connection: Connection) => void) {
    this.#context = context
    this.#transport = transport
    this.#onClosed = onClosed
    this.address = transport.address
    this.outbox = new Outbox(transport, context.limits.outbox)
    this.rate = new Rate(context.limits.messagesPerSecond, context.elapsed)
    this.#inbox = new Inbox(transport, (frame) => this.#handle(frame))
    this.#openedAt = context.elapsed()
    this.#lastFrameAt = this.#openedAt
    this.#lastProgressAt = this.#openedAt
  }

  get session(): Session | undefined {
    return this.#session
  }

  /** Messages that are not answered yet. */
  get inFlight(): number {
    return this.#inFlight
  }

  open(session: Session, version: number): void {
    this.#session = session
    this.outbox.version = version
  }

  frames(frames: readonly Frame[]): void {
    this.#lastFrameAt = this.#context.elapsed()
    this.#inbox.push(frames)
  }

  malformed(): void {
    this.close()
  }

  drained(): void {
    this.outbox.drained()
  }

  closed(): void {
    if (this.isClosed) return
    this.isClosed = true
    this.#inbox.close()
    this.outbox.release()
    this.#session?.leave()
    this.#onClosed(this)
  }

  /** What was pushed before the login is through comes by the sync that follows it. */
  deliver(delivery: Delivery): void {
    if (this.#session !== undefined && !this.isClosed) this.outbox.deliver(delivery)
  }

  /** How many messages came in, this one included. */
  count(): number {
    return ++this.#count
  }

  /** Counts a message until it is answered. Past the limit it answers a promise of room for one more. */
  busy(work: Promise<void>): undefined | Promise<void> {
    this.#inFlight++
    const done = () => {
      this.#inFlight--
      this.#onRoom?.()
      this.#onRoom = undefined
      this.#endWhenDone()
    }
    work.catch((error) => this.#failed(error)).finally(done)
    if (this.#inFlight < this.#context.limits.inFlight) return
    return new Promise((resolve) => {
      this.#onRoom = resolve
    })
  }

  close(): void {
    this.#transport.destroy()
    this.closed()
  }

  /** Takes no more frames; closes when the messages that are being stored have their answer. */
  end(): void {
    this.#isEnding = true
    this.#inbox.close()
    this.#endWhenDone()
  }

  /** Closes when the client is silent for too long, does not log in, or does not read. */
  sweep(now: number): void {
    const { idle, login, write } = this.#context.limits
    const { buffered } = this.#transport
    if (buffered === 0 || buffered !== this.#lastBuffered) this.#lastProgressAt = now
    this.#lastBuffered = buffered
    const isSilent = now - this.#lastFrameAt > idle
    const isLate = this.#session === undefined && now - this.#openedAt > login
    const isStuck = now - this.#lastProgressAt > write
    if (isSilent || isLate || isStuck) this.close()
  }

  #handle(frame: Frame): undefined | Promise<void> {
    if (this.outbox.isBehind) return this.outbox.whenRead().then(() => this.#guarded(frame))
    return this.#guarded(frame)
  }

  /** A fault of ours ends this connection, and no other. */
  #guarded(frame: Frame): undefined | Promise<void> {
    if (this.isClosed) return
    try {
      const work = handleFrame(this.#context, this, frame)
      return work && this.#handled(work)
    } catch (error) {
      this.#failed(error)
    }
  }

  async #handled(work: Promise<void>): Promise<void> {
    this.#isHandling = true
    try {
      await work
    } catch (error) {
      this.#failed(error)
    }
    this.#isHandling = false
    this.#endWhenDone()
  }

  #endWhenDone(): void {
    if (this.#isEnding && this.#inFlight === 0 && !this.#isHandling) this.#transport.end()
  }

  #failed(error: unknown): void {
    this.#context.services.logger.error('im-callback: a connection failed and is closed', error)
    this.close()
  }
}
