import assert from 'node:assert/strict'
import type { User } from '../domain/user.js'
import type { MessageStore, NewMessage, StoredMessage } from '../ports/message-store.js'
import { Command } from '../wire/commands.js'
import { writeMessage } from '../wire/message-body.js'
import { afterEach, beforeEach, describe, it } from './runner.js'

/** A message store, and how to open one. */
export interface StoreUnderTest {
  /** For test names: `sqlite`. */
  readonly name: string
  /** Opens an empty store. */
  open(): Promise<MessageStore>
  /**
   * Opens a second one on the same data: as another process would, with the first one still open, or after it was
   * closed. Absent for stores that lose everything.
   */
  reopen?(first: MessageStore): Promise<MessageStore>
}

const customer: User = { appId: 7n, uid: 101n }
const seller: User = { appId: 1453n, uid: 201n }
const other: User = { appId: 7n, uid: 201n }
const biggest: User = { appId: 2n ** 63n - 1n, uid: -(2n ** 63n) }
const wide = { count: 1000, bytes: 1 << 20 }

let made = 0

function message(parts: Partial<NewMessage> & { readonly content?: Uint8Array } = {}): NewMessage {
  const content = parts.content ?? new TextEncoder().encode(`message ${++made}`)
  return {
    sender: customer,
    device: '2/dev-1',
    key: `key ${++made}`,
    command: Command.Customer,
    recipients: [seller],
    body: writeMessage({
      command: Command.Customer,
      customerAppId: customer.appId,
      customerId: customer.uid,
      storeId: 5n,
      sellerId: seller.uid,
      timestamp: 1_700_000_000,
      content,
    }),
    ...parts,
  }
}

const msgids = (messages: readonly StoredMessage[]) => messages.map(({ msgid }) => msgid)

/**
 * Tests a message store. To be called in a test file of Jest, or of Vitest with `globals: true`.
 *
 * @example
 * ```ts
 * import { memoryStore } from '@im-callback/customer-service'
 * import { messageStoreConformance } from '@im-callback/customer-service/conformance'
 *
 * messageStoreConformance({ name: 'memory', open: async () => memoryStore() })
 * ```
 */
export function messageStoreConformance({ name, open, reopen }: StoreUnderTest): void {
  describe(`message store: ${name}`, () => {
    let store: MessageStore
    beforeEach(async () => {
      store = await open()
    })
    afterEach(() => store.close())

    it('stores a message in the queues of recipient and sender, and says where', async () => {
      const receipt = await store.append(message())
      assert.deepEqual(receipt, {
        isRepeat: false,
        sent: { msgid: 1n, prev: 0n },
        received: [{ recipient: seller, position: { msgid: 1n, prev: 0n } }],
      })
      assert.deepEqual((await store.append(message())).sent, { msgid: 2n, prev: 1n })
    })

    it('answers the same bytes in both queues, and who sent them from which device', async () => {
      const content = Uint8Array.from({ length: 256 }, (_, byte) => byte)
      const sent = message({ content })
      await store.append(sent)
      for (const user of [customer, seller]) {
        const { messages, hasMore, newest } = await store.page(user, 0n, wide)
        const [first] = messages
        assert.deepEqual(first && { ...first, body: [...first.body] }, {
          msgid: 1n,
          sender: customer,
          device: '2/dev-1',
          command: Command.Customer,
          body: [...sent.body],
        })
        assert.deepEqual([messages.length, hasMore, newest], [1, false, 1n])
      }
    })

    it('counts msgids for each user: the same uid in two apps is two users', async () => {
      await store.append(message())
      const receipt = await store.append(message({ recipients: [other] }))
      assert.equal(receipt.sent.msgid, 2n)
      assert.equal(receipt.received[0]?.position.msgid, 1n)
      assert.equal(await store.newest(seller), 1n)
      assert.equal(await store.newest(other), 1n)
      assert.equal(await store.newest({ appId: 7n, uid: 7n }), 0n)
    })

    it('keeps numbers of 64 bits exactly', async () => {
      const receipt = await store.append(message({ sender: biggest, recipients: [biggest] }))
      assert.deepEqual(receipt.received, [{ recipient: biggest, position: { msgid: 1n, prev: 0n } }])
      const { messages } = await store.page(biggest, 0n, wide)
      assert.deepEqual(messages[0]?.sender, biggest)
    })

    it('puts two copies in one queue for a message to oneself, the received one first', async () => {
      const { sent, received } = await store.append(message({ recipients: [customer] }))
      assert.deepEqual(received[0]?.position, { msgid: 1n, prev: 0n })
      assert.deepEqual(sent, { msgid: 2n, prev: 1n })
    })

    it('puts a message into the queues of several recipients', async () => {
      const { received } = await store.append(message({ recipients: [seller, other] }))
      assert.deepEqual(
        received.map(({ recipient }) => recipient),
        [seller, other],
      )
      for (const user of [seller, other]) assert.equal((await store.page(user, 0n, wide)).messages.length, 1)
    })

    it('stores a repeated key once, and answers the first receipt', async () => {
      const first = message({ key: 'again' })
      const receipt = await store.append(first)
      await store.append(message())
      const again = await store.append({ ...message(), key: 'again' })
      assert.deepEqual(again, { ...receipt, isRepeat: true })
      assert.equal(await store.newest(seller), 2n)
      assert.deepEqual(await store.find(customer, 'again'), { ...receipt, isRepeat: true })
      assert.equal(await store.find(seller, 'again'), undefined)
      assert.equal(await store.find(customer, 'never'), undefined)
    })

    it('takes the same key of two senders for two messages', async () => {
      await store.append(message({ key: 'same' }))
      const receipt = await store.append(message({ key: 'same', sender: other }))
      assert.equal(receipt.isRepeat, false)
    })

    it('stores one of many equal messages that come at once', async () => {
      const same = message({ key: 'at once' })
      const receipts = await Promise.all(Array.from({ length: 20 }, () => store.append(same)))
      assert.equal(receipts.filter(({ isRepeat }) => !isRepeat).length, 1)
      assert.deepEqual(new Set(receipts.map(({ sent }) => sent.msgid)), new Set([1n]))
      assert.equal(await store.newest(seller), 1n)
    })

    it('keeps the order in which messages were given', async () => {
      const all = Array.from({ length: 300 }, () => message())
      const receipts = await Promise.all(all.map((each) => store.append(each)))
      assert.deepEqual(
        receipts.map(({ sent }) => sent.msgid),
        all.map((_, index) => BigInt(index + 1)),
      )
      const { messages } = await store.page(seller, 0n, wide)
      assert.deepEqual(
        messages.map(({ body }) => Buffer.from(body).toString()),
        all.map(({ body }) => Buffer.from(body).toString()),
      )
    })

    it('bounds a page by count', async () => {
      for (let each = 0; each < 5; each++) await store.append(message())
      const first = await store.page(seller, 0n, { count: 2, bytes: 1 << 20 })
      assert.deepEqual([msgids(first.messages), first.hasMore, first.newest], [[1n, 2n], true, 5n])
      const last = await store.page(seller, 3n, { count: 2, bytes: 1 << 20 })
      assert.deepEqual([msgids(last.messages), last.hasMore], [[4n, 5n], false])
    })

    it('bounds a page by bytes, and answers at least one message', async () => {
      for (let each = 0; each < 3; each++) await store.append(message({ content: new Uint8Array(1000) }))
      const two = await store.page(seller, 0n, { count: 10, bytes: 2100 })
      assert.deepEqual([msgids(two.messages), two.hasMore], [[1n, 2n], true])
      const one = await store.page(seller, 0n, { count: 10, bytes: 1 })
      assert.deepEqual([msgids(one.messages), one.hasMore], [[1n], true])
    })

    it('answers nothing behind the newest, and everything after a negative key', async () => {
      await store.append(message())
      assert.deepEqual(await store.page(seller, 99n, wide), { messages: [], hasMore: false, newest: 1n })
      assert.deepEqual(msgids((await store.page(seller, -5n, wide)).messages), [1n])
      assert.deepEqual(await store.page(other, 0n, wide), { messages: [], hasMore: false, newest: 0n })
    })

    it('keeps the larger sync key, for each user and device', async () => {
      assert.equal(await store.syncKey(customer, ''), 0n)
      await store.saveSyncKey(customer, '', 5n)
      await store.saveSyncKey(customer, '', 3n)
      await store.saveSyncKey(customer, '2/dev-1', 2n)
      assert.equal(await store.syncKey(customer, ''), 5n)
      assert.equal(await store.syncKey(customer, '2/dev-1'), 2n)
      assert.equal(await store.syncKey(seller, ''), 0n)
    })

    it('keeps keys and devices of any text', async () => {
      const odd = '{"a":"\\u0000"}\n🙂\'; DROP TABLE message; --'
      await store.append(message({ key: odd, device: odd }))
      assert.equal((await store.append(message({ key: odd }))).isRepeat, true)
      assert.equal((await store.page(seller, 0n, wide)).messages[0]?.device, odd)
    })

    it('finishes what was begun when it is closed, and takes no more', async () => {
      const begun = [store.append(message()), store.append(message())]
      await store.close()
      assert.deepEqual(
        (await Promise.all(begun)).map(({ sent }) => sent.msgid),
        [1n, 2n],
      )
      await assert.rejects(store.append(message()), /closed/)
      await assert.rejects(store.page(seller, 0n, wide), /closed/)
      await store.close()
    })

    if (reopen !== undefined) keepsThings(() => store, reopen)
  })
}

function keepsThings(
  first: () => MessageStore,
  reopen: (first: MessageStore) => Promise<MessageStore>,
): void {
  it('has everything after it was closed and opened again', async () => {
    const { sent } = await first().append(message({ key: 'before' }))
    await first().saveSyncKey(customer, '', 1n)
    await first().close()
    const second = await reopen(first())
    try {
      assert.deepEqual((await second.append(message({ key: 'before' }))).sent, sent)
      assert.deepEqual((await second.append(message())).sent, { msgid: 2n, prev: 1n })
      assert.equal(await second.syncKey(customer, ''), 1n)
      assert.deepEqual(msgids((await second.page(seller, 0n, wide)).messages), [1n, 2n])
    } finally {
      await second.close()
    }
  })

  it('shares its data with a second one that writes at the same time', async () => {
    const second = await reopen(first())
    try {
      const both = Array.from({ length: 100 }, (_, each) =>
        (each % 2 === 0 ? first() : second).append(message({ key: `shared ${each % 70}` })),
      )
      await Promise.all(both)
      const { messages, newest } = await second.page(seller, 0n, wide)
      assert.equal(newest, 70n)
      assert.deepEqual(
        msgids(messages),
        Array.from({ length: 70 }, (_, index) => BigInt(index + 1)),
      )
    } finally {
      await second.close()
    }
  })
}
