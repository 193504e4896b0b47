import { type Int64, int64, toUser, type User, type UserLike } from '../domain/user.js'
import { checkKnown } from '../options/check.js'
import { type Position, readInt64, readMetadata } from '../wire/bodies.js'
import { Command, isMessageCommand } from '../wire/commands.js'
import type { Frame } from '../wire/frame.js'
import type { WireMessage } from '../wire/message-body.js'
import { type Content, contentBytes } from './content.js'
import { ClientInbox } from './inbox.js'
import { type ClientState, Link } from './link.js'
import { Listeners } from './listeners.js'
import type { ReceivedMessage } from './message.js'
import { type ClientOptions, checkClientOptions } from './options.js'
import { Sender, type SentReceipt } from './sender.js'

/** What a client tells. */
export interface ClientEvents {
  /** Every message of the user's queue once and in order, own ones included; unpersistent ones as they come. */
  message: ReceivedMessage
  state: ClientState
  /** After each login, once: the client has everything the server had. With the key it has now. */
  synced: bigint
  /** The server refused the token, or there was none to show: the console says why. It is asked for again, later and later. */
  refused: undefined
  /** A connection could not be made, or has ended, and why. Another one is tried, later and later. */
  failed: Error
}

/** Where a customer's message goes. */
export interface ToSupport {
  readonly storeId?: Int64 | undefined
  /** Default 0: the server assigns one, where it can. */
  readonly sellerId?: Int64 | undefined
  readonly unpersistent?: boolean | undefined
}

/** Where a seller's message goes. */
export interface ToCustomer {
  readonly customer: UserLike
  readonly storeId?: Int64 | undefined
  readonly unpersistent?: boolean | undefined
}

/** Where a message with both sides spelled out goes. */
export interface ToUser {
  readonly receiver: UserLike
  readonly unpersistent?: boolean | undefined
}

/** A customer or a seller; see {@link createClient}. */
export interface Client {
  readonly state: ClientState
  /** What the client has seen: the key of the last message. */
  readonly key: bigint
  /** Calls `listener` from now on; answers how to stop that. */
  on<Name extends keyof ClientEvents>(name: Name, listener: (event: ClientEvents[Name]) => void): () => void
  /**
   * From a customer to support (CUSTOMER). Resolves at the ACK; offline it waits for the connection.
   *
   * @throws SendError when the server refuses the message, or the client is closed
   */
  sendToSupport(content: Content, to?: ToSupport): Promise<SentReceipt>
  /** From a seller to a customer (CUSTOMER_SUPPORT). */
  sendToCustomer(content: Content, to: ToCustomer): Promise<SentReceipt>
  /** Either direction (CUSTOMER_V2). */
  sendTo(content: Content, to: ToUser): Promise<SentReceipt>
  /** Ends the connection for good; messages without an ACK are rejected. */
  close(): void
}

/**
 * A client for gateways, in browsers and in Node.js: connects again when the connection is lost, syncs what was missed,
 * and sends every message until it has its ACK.
 *
 * @throws TypeError when an option cannot mean anything
 * @example
 * ```ts
 * import { createClient } from '@im-callback/customer-service/client'
 *
 * const client = createClient({
 *   url: 'wss://chat.example.com/ws',
 *   user: { appId: 7, uid: 101 },
 *   token: 'token-of-the-customer',
 * })
 * client.on('message', ({ text, isOwn }) => console.log(isOwn ? 'me:' : 'support:', text))
 * await client.sendToSupport('hello', { storeId: 5, sellerId: 201 })
 * ```
 */
export function createClient(options: ClientOptions): Client {
  checkClientOptions(options)
  return new GatewayClient(options)
}

/** 0 would be what the server has kept. */
const beforeFirst = -1n

class GatewayClient implements Client {
  readonly #user: User
  readonly #listeners = new Listeners<ClientEvents>()
  readonly #link: Link
  readonly #sender: Sender
  #inbox: ClientInbox
  #position: Position | undefined

  constructor(options: ClientOptions) {
    this.#user = toUser('createClient: user', options.user)
    this.#link = new Link(options, {
      online: () => {
        this.#listeners.tell('state', 'online')
        this.#inbox.sync()
        this.#sender.online()
      },
      offline: () => {
        this.#sender.offline()
        this.#inbox.offline()
        this.#listeners.tell('state', 'connecting')
      },
      refused: () => this.#listeners.tell('refused', undefined),
      failed: (why) => this.#listeners.tell('failed', why),
      frame: (frame) => this.#took(frame),
    })
    this.#sender = new Sender(options, this.#link, (acknowledged) => this.#inbox.acknowledged(acknowledged))
    this.#inbox = this.#newInbox(options, options.from === 'beginning' ? beforeFirst : 0n)
    void this.#start(options)
  }

  get state(): ClientState {
    return this.#link.state
  }

  get key(): bigint {
    return this.#inbox.key
  }

  on<Name extends keyof ClientEvents>(name: Name, listener: (event: ClientEvents[Name]) => void): () => void {
    return this.#listeners.on(name, listener)
  }

  async sendToSupport(content: Content, to: ToSupport = {}): Promise<SentReceipt> {
    checkKnown('sendToSupport', to, ['storeId', 'sellerId', 'unpersistent'])
    return this.#send(content, to, (bytes) => ({
      command: Command.Customer,
      customerAppId: this.#user.appId,
      customerId: this.#user.uid,
      storeId: int64('sendToSupport: storeId', to.storeId ?? 0),
      sellerId: int64('sendToSupport: sellerId', to.sellerId ?? 0),
      timestamp: 0,
      content: bytes,
    }))
  }

  async sendToCustomer(content: Content, to: ToCustomer): Promise<SentReceipt> {
    checkKnown('sendToCustomer', to, ['customer', 'storeId', 'unpersistent'])
    const customer = toUser('sendToCustomer: customer', to.customer)
    return this.#send(content, to, (bytes) => ({
      command: Command.CustomerSupport,
      customerAppId: customer.appId,
      customerId: customer.uid,
      storeId: int64('sendToCustomer: storeId', to.storeId ?? 0),
      sellerId: this.#user.uid,
      timestamp: 0,
      content: bytes,
    }))
  }

  async sendTo(content: Content, to: ToUser): Promise<SentReceipt> {
    checkKnown('sendTo', to, ['receiver', 'unpersistent'])
    const receiver = toUser('sendTo: receiver', to.receiver)
    return this.#send(content, to, (bytes) => ({
      command: Command.CustomerV2,
      senderAppId: this.#user.appId,
      senderId: this.#user.uid,
      receiverAppId: receiver.appId,
      receiverId: receiver.uid,
      timestamp: 0,
      content: bytes,
    }))
  }

  close(): void {
    if (this.state === 'closed') return
    this.#link.close()
    this.#inbox.offline()
    this.#sender.close()
    this.#listeners.tell('state', 'closed')
  }

  #send(
    content: Content,
    { unpersistent = false }: { readonly unpersistent?: boolean | undefined },
    message: (content: Uint8Array) => WireMessage,
  ): Promise<SentReceipt> {
    return this.#sender.send(message(contentBytes(content)), unpersistent)
  }

  async #start(options: ClientOptions): Promise<void> {
    const key = await Promise.resolve()
      .then(() => options.keys?.load())
      // Without its key a client begins with what the server has kept.
      .catch(() => undefined)
    if (key !== undefined) this.#inbox = this.#newInbox(options, key)
    this.#link.open()
  }

  #newInbox(options: ClientOptions, key: bigint): ClientInbox {
    return new ClientInbox(
      { link: this.#link, options, user: this.#user, key },
      {
        message: (message) => this.#listeners.tell('message', message),
        synced: (newest) => this.#listeners.tell('synced', newest),
      },
    )
  }

  #took(frame: Frame): void {
    // METADATA is about the frame that follows, and about no other.
    const position = this.#position
    this.#position = frame.command === Command.Metadata ? readMetadata(frame.body) : undefined
    if (isMessageCommand(frame.command)) this.#inbox.message(frame, position)
    else if (frame.command === Command.Ack) this.#sender.took(frame, position)
    else if (frame.command === Command.SyncBegin) this.#inbox.begin()
    else if (frame.command === Command.SyncEnd) this.#inbox.end(frame)
    else if (frame.command === Command.Pong) this.#inbox.ponged()
    else if (frame.command === Command.SyncNotify) this.#inbox.notify(readInt64(frame.body) ?? 0n)
  }
}
