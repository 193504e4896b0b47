import { randomBytes } from 'node:crypto'
import type { Logger } from '@im-callback/core'
import { type User, userKey } from '../domain/user.js'
import { checkNames } from '../options/check-names.js'
import { steadyLogger } from '../options/steady-logger.js'
import type { Delivery, Leave, Listener, Router } from '../ports/router.js'
import { checkClient, type RedisPubSubClient } from '../redis/client.js'
import { LocalRouter } from './local-router.js'
import { nodeIdLength, readDelivery, writeDelivery } from './redis-message.js'
import { Publisher } from './redis-publisher.js'
import { Subscriptions } from './redis-subscriptions.js'

export interface RedisRouterOptions {
  /** `new Redis(…)` of ioredis. It publishes; a second connection, made of it, subscribes. The caller ends it. */
  readonly client: RedisPubSubClient
  /** What channels begin with. Default `im-callback:`. */
  readonly prefix?: string | undefined
  /** Default `console`. */
  readonly logger?: Logger | undefined
}

/**
 * Routes between any number of gateways over Redis publish and subscribe. Redis forgets what it cannot deliver: after
 * every interruption all clients are told to sync.
 *
 * @example
 * ```ts
 * import { redisRouter } from '@im-callback/customer-service'
 * import { Redis } from 'ioredis'
 *
 * const router = redisRouter({ client: new Redis('redis://127.0.0.1:6379') })
 * ```
 */
export function redisRouter(options: RedisRouterOptions): Router {
  checkNames('redisRouter', options, ['client', 'prefix', 'logger'])
  checkClient('redisRouter: client', options.client, ['duplicate'])
  return new RedisRouter(options)
}

class RedisRouter implements Router {
  readonly #local = new LocalRouter()
  readonly #nodeId = randomBytes(nodeIdLength)
  readonly #client: RedisPubSubClient
  readonly #prefix: string
  readonly #publisher: Publisher
  readonly #subscriptions: Subscriptions
  #tellGap: () => void = () => undefined

  constructor({ client, prefix = 'im-callback:', logger: given = console }: RedisRouterOptions) {
    const logger = steadyLogger(given, () => performance.now())
    this.#client = client
    this.#prefix = prefix
    this.#publisher = new Publisher(client, { gapChannel: this.#gapChannel, nodeId: this.#nodeId, logger })
    this.#subscriptions = new Subscriptions(client, {
      always: this.#gapChannel,
      logger,
      onMessage: (channel, bytes) => this.#took(channel, bytes),
      onGap: () => this.#tellGap(),
    })
  }

  async join(user: User, listener: Listener): Promise<Leave> {
    const leaveLocal = this.#local.add(user, listener)
    const channels = [this.#channel(user), ...(listener.isOnline ? [this.#presence(user)] : [])]
    await this.#subscriptions.add(channels)
    let isMember = true
    return () => {
      if (!isMember) return
      isMember = false
      leaveLocal()
      this.#subscriptions.remove(channels)
    }
  }

  deliver(user: User, delivery: Delivery, except?: Listener): void {
    this.#local.deliver(user, delivery, except)
    this.#publisher.publish(this.#channel(user), writeDelivery(this.#nodeId, delivery))
  }

  async isOnline(user: User): Promise<boolean> {
    if (this.#local.hasOnline(user)) return true
    // The client would keep the question until Redis is back, and there is one for each message.
    if (this.#client.status !== 'ready') throw new Error('Redis is not connected.')
    const reply = await this.#client.call('PUBSUB', 'NUMSUB', this.#presence(user))
    return Array.isArray(reply) && Number(reply[1]) > 0
  }

  onGap(tell: () => void): void {
    this.#tellGap = tell
  }

  async close(): Promise<void> {
    this.#publisher.close()
    this.#subscriptions.close()
  }

  #took(channel: string, bytes: Buffer): void {
    if (this.#nodeId.equals(bytes.subarray(0, nodeIdLength))) return
    if (channel === this.#gapChannel) {
      this.#tellGap()
      return
    }
    const user = this.#userOf(channel)
    const delivery = readDelivery(bytes)
    if (user !== undefined && delivery !== undefined) this.#local.deliver(user, delivery)
  }

  get #gapChannel(): string {
    return `${this.#prefix}gap`
  }

  #channel(user: User): string {
    return `${this.#prefix}to:${userKey(user)}`
  }

  #presence(user: User): string {
    return `${this.#prefix}online:${userKey(user)}`
  }

  /** Whose channel this is; undefined for those that only say who is online. */
  #userOf(channel: string): User | undefined {
    const to = `${this.#prefix}to:`
    if (!channel.startsWith(to)) return undefined
    const [appId, uid] = channel.slice(to.length).split(':')
    return appId === undefined || uid === undefined ? undefined : { appId: BigInt(appId), uid: BigInt(uid) }
  }
}
