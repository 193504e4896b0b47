import type { Logger } from '@im-callback/core'
import { type RedisClient, reasonOf } from '../redis/client.js'

/** Publications that may wait for Redis: it is slow then, or hangs, and more of them would only fill the memory. */
const mostUnderWay = 10_000

interface PublisherOptions {
  /** Where nodes learn that deliveries were lost. */
  readonly gapChannel: string
  readonly nodeId: Buffer
  readonly logger: Logger
}

/** Publishes without waiting. What cannot go out now is not kept: when it can again, all nodes are told of the gap. */
export class Publisher {
  readonly #client: RedisClient
  readonly #options: PublisherOptions
  readonly #onReady = () => this.#tellGap()
  #underWay = 0
  #hasGap = false

  constructor(client: RedisClient, options: PublisherOptions) {
    this.#client = client
    this.#options = options
    client.on('ready', this.#onReady)
  }

  publish(channel: string, bytes: Buffer): void {
    if (this.#client.status !== 'ready' || this.#underWay >= mostUnderWay) {
      this.#hasGap = true
      return
    }
    void this.#send(channel, bytes)
  }

  close(): void {
    this.#client.off('ready', this.#onReady)
  }

  async #send(channel: string, bytes: Buffer): Promise<void> {
    let mayTellGap = true
    this.#underWay++
    try {
      await this.#client.call('PUBLISH', channel, bytes)
    } catch (error) {
      this.#hasGap = true
      // A gap that cannot be told now is told with what is published next, not over and over.
      mayTellGap = channel !== this.#options.gapChannel
      this.#options.logger.warn('im-callback: a delivery to other nodes failed', reasonOf(error))
    }
    this.#underWay--
    if (this.#underWay === 0 && mayTellGap) this.#tellGap()
  }

  #tellGap(): void {
    if (!this.#hasGap || this.#client.status !== 'ready') return
    this.#hasGap = false
    this.publish(this.#options.gapChannel, this.#options.nodeId)
  }
}
