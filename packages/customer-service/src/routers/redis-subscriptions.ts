import type { Logger } from '@im-callback/core'
import { type RedisPubSubClient, type RedisSubscriber, reasonOf } from '../redis/client.js'

/** Channels in one command, when there are many. */
const atOnce = 1000

interface SubscriptionOptions {
  /** A channel that is always wanted. */
  readonly always: string
  readonly logger: Logger
  onMessage(channel: string, bytes: Buffer): void
  /** The connection was down: what was published meanwhile is lost. */
  onGap(): void
}

/** The channels this node listens to, kept over the ends of its connection. */
export class Subscriptions {
  readonly #options: SubscriptionOptions
  readonly #subscriber: RedisSubscriber
  readonly #wanted = new Map<string, number>()
  #wasReady = false

  constructor(client: RedisPubSubClient, options: SubscriptionOptions) {
    this.#options = options
    this.#wanted.set(options.always, 1)
    // Nothing waits in the client: what is wanted stands here, and goes out when the connection is up.
    this.#subscriber = client.duplicate({
      lazyConnect: false,
      enableOfflineQueue: false,
      autoResubscribe: false,
      maxRetriesPerRequest: null,
    })
    this.#subscriber.on('error', () => undefined)
    this.#subscriber.on('ready', () => void this.#subscribeAll())
    this.#subscriber.on('messageBuffer', (channel, bytes) => {
      if (Buffer.isBuffer(bytes)) options.onMessage(String(channel), bytes)
    })
  }

  /** Resolves when the channels are subscribed, or at once when there is no connection: they will be when there is. */
  async add(channels: readonly string[]): Promise<void> {
    const fresh: string[] = []
    for (const channel of channels) {
      const count = this.#wanted.get(channel) ?? 0
      if (count === 0) fresh.push(channel)
      this.#wanted.set(channel, count + 1)
    }
    // Those that others asked for a moment ago are sent behind theirs: Redis answers in order.
    await this.#send('subscribe', fresh.length > 0 ? fresh : [this.#options.always])
  }

  remove(channels: readonly string[]): void {
    const gone: string[] = []
    for (const channel of channels) {
      const count = (this.#wanted.get(channel) ?? 0) - 1
      if (count > 0) this.#wanted.set(channel, count)
      else if (this.#wanted.delete(channel)) gone.push(channel)
    }
    if (gone.length > 0) void this.#send('unsubscribe', gone)
  }

  close(): void {
    this.#wanted.clear()
    this.#subscriber.disconnect()
  }

  async #subscribeAll(): Promise<void> {
    const channels = [...this.#wanted.keys()]
    for (let at = 0; at < channels.length; at += atOnce) {
      // Some may have been given up since: to subscribe to those now would keep their users online for good.
      const wanted = channels.slice(at, at + atOnce).filter((channel) => this.#wanted.has(channel))
      if (wanted.length > 0) await this.#send('subscribe', wanted)
    }
    // Also the first time when someone was here before: what was published until now went past them.
    if (this.#wasReady || channels.length > 1) this.#options.onGap()
    this.#wasReady = true
  }

  async #send(what: 'subscribe' | 'unsubscribe', channels: readonly string[]): Promise<void> {
    if (this.#subscriber.status !== 'ready') return
    try {
      await this.#subscriber[what](...channels)
    } catch (error) {
      this.#options.logger.warn(`im-callback: Redis could not ${what}`, reasonOf(error))
    }
  }
}
