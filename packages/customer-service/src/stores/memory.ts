import { type User, userKey } from '../domain/user.js'
import type {
  Delivered,
  MessageStore,
  NewMessage,
  Page,
  PageLimits,
  Receipt,
  StoredMessage,
} from '../ports/message-store.js'
import type { Position } from '../wire/bodies.js'
import { takePage } from './page.js'

/**
 * Keeps everything in this process, and loses it with it: for development and tests.
 *
 * @example
 * ```ts
 * import { memoryStore } from '@im-callback/customer-service'
 *
 * const store = memoryStore()
 * ```
 */
export function memoryStore(): MessageStore {
  return new MemoryStore()
}

class MemoryStore implements MessageStore {
  readonly #queues = new Map<string, StoredMessage[]>()
  readonly #receipts = new Map<string, Receipt>()
  readonly #syncKeys = new Map<string, bigint>()
  #isClosed = false

  async append(message: NewMessage): Promise<Receipt> {
    this.#check()
    const key = receiptKey(message.sender, message.key)
    const known = this.#receipts.get(key)
    if (known !== undefined) return { ...known, isRepeat: true }
    const stored = { ...message, body: message.body.slice() }
    const received: Delivered[] = message.recipients.map((recipient) => ({
      recipient,
      position: this.#put(recipient, stored),
    }))
    const receipt = { isRepeat: false, received, sent: this.#put(message.sender, stored) }
    this.#receipts.set(key, receipt)
    return receipt
  }

  async find(sender: User, key: string): Promise<Receipt | undefined> {
    this.#check()
    const known = this.#receipts.get(receiptKey(sender, key))
    return known === undefined ? undefined : { ...known, isRepeat: true }
  }

  async page(user: User, after: bigint, limits: PageLimits): Promise<Page> {
    this.#check()
    const queue = this.#queues.get(userKey(user)) ?? []
    // msgids begin at 1 and have no gaps.
    const start = after < 0n ? 0 : after > BigInt(queue.length) ? queue.length : Number(after)
    return { ...takePage(queue.slice(start, start + limits.count + 1), limits), newest: BigInt(queue.length) }
  }

  async newest(user: User): Promise<bigint> {
    this.#check()
    return BigInt(this.#queues.get(userKey(user))?.length ?? 0)
  }

  async syncKey(user: User, device: string): Promise<bigint> {
    this.#check()
    return this.#syncKeys.get(`${userKey(user)}/${device}`) ?? 0n
  }

  async saveSyncKey(user: User, device: string, key: bigint): Promise<void> {
    if (key > (await this.syncKey(user, device))) this.#syncKeys.set(`${userKey(user)}/${device}`, key)
  }

  async close(): Promise<void> {
    this.#isClosed = true
  }

  #put(user: User, { sender, device, command, body }: NewMessage): Position {
    const queue = this.#queues.get(userKey(user)) ?? []
    this.#queues.set(userKey(user), queue)
    const prev = BigInt(queue.length)
    queue.push({ msgid: prev + 1n, sender, device, command, body })
    return { msgid: prev + 1n, prev }
  }

  #check(): void {
    if (this.#isClosed) throw new Error('The message store is closed.')
  }
}

const receiptKey = (sender: User, key: string) => `${userKey(sender)}/${key}`
