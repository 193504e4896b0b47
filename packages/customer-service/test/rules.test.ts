import { manualClock } from '@im-callback/testing'
import { type MessageStore, memoryStore } from '../src/index.js'
import { contentOf, int64Body, messageBody } from './support/bodies.js'
import { startGateway, supportAppId, type TestGateway, tokens } from './support/gateway.js'
import type { RawClient } from './support/raw-client.js'
import { until } from './support/until.js'

const customerToSeller = (content: string | Buffer, { store = 5, seller = 201 } = {}) =>
  messageBody([7, 101, store, seller], content)
const names = (frames: readonly { command: number }[]) => frames.map(({ command }) => command)
const wide = { count: 100, bytes: 1 << 20 }
const customer = { appId: 7n, uid: 101n }
const seller = { appId: BigInt(supportAppId), uid: 201n }

describe('what a gateway does with messages', () => {
  let bench: TestGateway
  let store: MessageStore
  beforeEach(async () => {
    store = memoryStore()
    bench = await startGateway({ store })
  })
  afterEach(() => bench.close())

  const ackOf = async (client: RawClient, command: number, body: Buffer, how = {}) => {
    client.send(command, body, how)
    const { body: ack } = await client.wait(5)
    return { seq: ack.readInt32BE(0), status: ack.length > 4 ? ack.readInt8(4) : undefined }
  }
  const stored = async (user: typeof customer) => (await store.page(user, 0n, wide)).messages.length

  describe('refuses, and says why to version 2', () => {
    it.each([
      ['another app', 24, [8, 101, 5, 201], 101],
      ['another sender', 24, [7, 102, 5, 201], 102],
      ['no seller', 24, [7, 101, 5, 0], 103],
      ['a customer who writes as support', 25, [7, 101, 5, 201], 101],
      ['a talk between two ordinary apps', 64, [7, 101, 7, 102], 110],
      ['another sender in version 2', 64, [7, 102, supportAppId, 201], 102],
    ] as const)('%s', async (_, command, numbers, status) => {
      const client = await bench.login('tA')
      expect(await ackOf(client, command, messageBody(numbers, 'x'))).toEqual({ seq: 2, status })
      expect(await stored(customer)).toBe(0)
    })

    it.each([
      ['a seller below 0', 24, 'tA', [7, 101, 5, -3]],
      ['a customer of uid 0', 25, 'tS', [7, 0, 5, 201]],
      ['a customer of app 0', 25, 'tS', [0, 101, 5, 201]],
      ['a receiver below 0', 64, 'tA', [7, 101, supportAppId, -1]],
    ] as const)('a receiver that cannot be one: %s', async (_, command, token, numbers) => {
      const client = await bench.login(token)
      expect((await ackOf(client, command, messageBody(numbers, 'x'))).status).toBe(104)
    })

    it('a seller who writes as another seller', async () => {
      const client = await bench.login('tS')
      expect((await ackOf(client, 25, messageBody([7, 101, 5, 202], 'x'))).status).toBe(102)
    })

    it('who has not logged in, whatever the ids are', async () => {
      const client = await bench.connect()
      expect((await ackOf(client, 24, messageBody([0, 0, 1, 201], 'x'))).status).toBe(100)
      expect((await ackOf(client, 25, messageBody([7, 101, 1, 0], 'x'))).status).toBe(100)
      expect(await stored(seller)).toBe(0)
    })
  })

  it('is silent to version 1, where an ACK of 4 bytes would mean yes', async () => {
    const client = await bench.login('tA', { version: 1 })
    client.send(24, messageBody([7, 102, 5, 201], 'x'), { version: 1 })
    expect(await client.drain()).toEqual([])
    const anonymous = await bench.connect()
    anonymous.send(24, messageBody([0, 0, 1, 201], 'x'), { version: 1 })
    expect(await anonymous.drain()).toEqual([])
  })

  it.each([0, 1, 2])('answers an ACK of the right length to version %i', async (version) => {
    const client = await bench.login('tA', { version })
    client.send(24, customerToSeller('x'), { version })
    const [metadata, ack] = await client.take(2)
    expect([metadata?.version, ack?.version]).toEqual([version, version])
    expect(ack?.body.length).toBe(version >= 2 ? 5 : 4)
  })

  describe('stores a resend once', () => {
    it('on the same connection by its seq', async () => {
      const client = await bench.login('tA')
      client.send(24, customerToSeller('hi'))
      const first = await client.take(2)
      client.send(24, customerToSeller('hi'), { seq: 2 })
      const again = await client.take(2)
      expect(again.map(({ body }) => body)).toEqual(first.map(({ body }) => body))
      expect(await stored(seller)).toBe(1)
    })

    it('after a reconnect by the uuid in its content', async () => {
      const listening = await bench.login('tS')
      const content = '{"text":"hi","uuid":"a-b-c"}'
      const client = await bench.login('tA')
      client.send(24, customerToSeller(content))
      const [metadata] = await client.take(2)
      await client.close()
      const back = await bench.login('tA')
      back.send(24, customerToSeller(content), { seq: 77 })
      const [sameMetadata, ack] = await back.take(2)
      expect(sameMetadata?.body).toEqual(metadata?.body)
      expect(ack?.body.readInt32BE(0)).toBe(77)
      expect(await stored(customer)).toBe(1)
      expect(names(await listening.drain())).toEqual([37, 24, 29])
    })

    it('also when both are on their way at once', async () => {
      const client = await bench.login('tA')
      const body = customerToSeller('{"uuid":"x"}')
      client.send(24, body)
      client.send(24, body)
      expect(names(await client.take(4))).toEqual([37, 5, 37, 5])
      expect(await stored(seller)).toBe(1)
    })

    it('from a browser that comes back as another connection', async () => {
      for (let tab = 0; tab < 2; tab++) {
        const client = await bench.login('tA', { platform: 3, device: '' })
        expect((await ackOf(client, 24, customerToSeller('{"uuid":"web"}'))).status).toBe(0)
      }
      expect(await stored(seller)).toBe(1)
    })

    it('but the same uuid of two devices twice', async () => {
      for (const device of ['dev-1', 'dev-2']) {
        const client = await bench.login('tA', { device })
        await ackOf(client, 24, customerToSeller('{"uuid":"same"}'))
      }
      expect(await stored(seller)).toBe(2)
    })

    it.each(['{"uuid":5}', '{"uuid":""}', '{"uuid', '{"a":{"uuid":"x"}}', `{"uuid":"${'x'.repeat(200)}"}`])(
      'and takes %s for no uuid',
      async (content) => {
        const client = await bench.login('tA')
        await ackOf(client, 24, customerToSeller(content))
        await ackOf(client, 24, customerToSeller(content))
        expect(await stored(seller)).toBe(2)
      },
    )
  })

  it('gives every browser tab a device of its own: the other one hears, and knows what is its own', async () => {
    const web = { platform: 3, device: 'same' }
    const [one, other] = [await bench.login('tA', web), await bench.login('tA', web)]
    one.send(24, customerToSeller('from one'))
    await one.take(2)
    expect(names(await other.take(3))).toEqual([37, 24, 29])
    const flagsOf = async (client: RawClient) => {
      client.send(26, int64Body(0))
      return (await client.until(28)).filter(({ command }) => command === 24).map(({ flags }) => flags)
    }
    expect(await flagsOf(one)).toEqual([8])
    expect(await flagsOf(other)).toEqual([0])
  })

  it('tells two connections of one device about each other: only the sending one is left out', async () => {
    const [one, other] = [await bench.login('tA'), await bench.login('tA')]
    one.send(24, customerToSeller('x'))
    expect(names(await other.take(3))).toEqual([37, 24, 29])
    await one.take(2)
    expect(await one.drain()).toEqual([])
  })

  it('stamps the time of the server, and passes on TEXT and UNPERSISTENT only', async () => {
    const listening = await bench.login('tS')
    const client = await bench.login('tA')
    client.send(24, customerToSeller('x'), { flags: 0xfd })
    const [, copy] = await listening.take(3)
    expect(copy?.flags).toBe(0x11)
    expect(Math.abs((copy?.body.readInt32BE(32) ?? 0) - Date.now() / 1000)).toBeLessThan(60)
  })

  it.each([
    [24, [7, 101, 5, 201]],
    [64, [7, 101, supportAppId, 201]],
  ] as const)('forwards UNPERSISTENT %i and stores nothing', async (command, numbers) => {
    const pushed: unknown[] = []
    const own = await startGateway({ store, push: { push: (offline) => void pushed.push(offline) } })
    try {
      const listening = await own.login('tS')
      const [client, second] = [await own.login('tA'), await own.login('tA', { device: 'dev-2' })]
      client.send(command, messageBody(numbers, 'typing'), { flags: 2 })
      expect(names([await client.next()])).toEqual([5])
      const copy = await listening.next()
      expect([copy.command, copy.flags, contentOf(copy.body)]).toEqual([command, 2, 'typing'])
      expect(await second.drain()).toEqual([])
      await listening.close()
      client.send(command, messageBody(numbers, 'typing'), { flags: 2 })
      await client.wait(5)
      expect([await stored(customer), await stored(seller), pushed]).toEqual([0, 0, []])
    } finally {
      await own.close()
    }
  })

  it('carries content that is no UTF-8, and none at all, unchanged', async () => {
    const client = await bench.login('tA')
    for (const content of [Buffer.from([0xff, 0xfe, 0x00]), Buffer.alloc(0), Buffer.alloc(32_731, 7)]) {
      await ackOf(client, 24, customerToSeller(content))
    }
    const { messages } = await store.page(seller, 0n, wide)
    expect(messages.map(({ body }) => Buffer.from(body.subarray(36)))).toEqual([
      Buffer.from([0xff, 0xfe, 0x00]),
      Buffer.alloc(0),
      Buffer.alloc(32_731, 7),
    ])
  })

  it('answers in the order of sending, when many messages come at once', async () => {
    const client = await bench.login('tA')
    const seqs = Array.from({ length: 300 }, (_, each) => client.send(24, customerToSeller(`${each}`)))
    const acks = (await client.take(600)).filter(({ command }) => command === 5)
    expect(acks.map(({ body }) => body.readInt32BE(0))).toEqual(seqs)
    const { messages } = await store.page(seller, 0n, { count: 1000, bytes: 1 << 20 })
    expect(messages.map(({ body }) => contentOf(Buffer.from(body)))).toEqual(seqs.map((_, each) => `${each}`))
  })

  it('answers no ACK but 105 when nothing could be stored', async () => {
    await store.close()
    const client = await bench.login('tA')
    expect((await ackOf(client, 24, customerToSeller('x'))).status).toBe(105)
  })

  it('posts for users without a connection, once for each key', async () => {
    const listening = await bench.login('tA')
    const message = { from: { appId: supportAppId, uid: 201 }, to: customer, content: 'hello', key: 'k' }
    expect(await bench.gateway.post(message)).toEqual({ status: 'ok', msgid: 1n })
    expect(await bench.gateway.post(message)).toEqual({ status: 'ok', msgid: 1n })
    const frames = await listening.drain()
    expect(names(frames)).toEqual([37, 25, 29])
    expect(contentOf(frames[1]?.body ?? Buffer.alloc(0))).toBe('hello')
    expect(await bench.gateway.post({ ...message, form: 'v2', key: undefined })).toEqual({
      status: 'ok',
      msgid: 2n,
    })
    await expect(
      bench.gateway.post({ from: customer, to: { appId: 8, uid: 1 }, content: '' }),
    ).rejects.toThrow('in the support app')
  })

  it('copies unpersistent messages to the sender’s other connections where that was asked for', async () => {
    const own = await startGateway({ unpersistent: 'recipient and sender' })
    const [client, second] = [await own.login('tA'), await own.login('tA', { device: 'dev-2' })]
    client.send(24, customerToSeller('typing'), { flags: 2 })
    expect(names([await client.next()])).toEqual([5])
    expect(contentOf((await second.next()).body)).toBe('typing')
    await own.close()
  })

  it('pushes to the phone of a user who wants that, although a desktop is connected', async () => {
    const pushed: bigint[] = []
    const own = await startGateway({
      authenticator: { authenticate: ({ token }) => ({ ...ownerOf(token), wantsPushes: token === 'tS' }) },
      push: { push: ({ recipient }) => void pushed.push(recipient.uid) },
    })
    const client = await own.login('tA')
    const desktop = await own.login('tS', { platform: 3 })
    await ackOf(client, 24, customerToSeller('1'))
    expect(pushed).toEqual([201n])
    await own.login('tS', { platform: 1 })
    await ackOf(client, 24, customerToSeller('2'))
    expect(pushed).toEqual([201n])
    expect(names(await desktop.drain())).toEqual([37, 24, 29, 37, 24, 29])
    await own.close()
  })

  it('goes on with a user whose unread count takes too long', async () => {
    const time = manualClock()
    let told = 0
    const unread = () => {
      told++
      return new Promise<void>(() => undefined)
    }
    const own = await startGateway({ push: { push: () => undefined, unread }, timers: time.timers })
    const client = await own.login('tA')
    client.send(22, Buffer.alloc(4))
    client.send(24, customerToSeller('x'))
    for (const times of [1, 2]) {
      await until(() => told === times)
      await time.advance(2000)
    }
    expect((await client.wait(5)).body.readInt8(4)).toBe(0)
    await own.close()
  })

  it('acknowledges a stored message also when its push entry takes too long', async () => {
    const time = manualClock()
    const push = { push: () => new Promise<void>(() => undefined) }
    const own = await startGateway({ push, timers: time.timers })
    const client = await own.login('tA')
    client.send(24, customerToSeller('x'))
    expect(await client.drain()).toEqual([])
    await time.advance(2000)
    expect((await client.wait(5)).body.readInt8(4)).toBe(0)
    await own.close()
  })
})

function ownerOf(token: string) {
  const { appId, uid } = Object.entries(tokens).find(([known]) => known === token)?.[1] ?? tokens.tA
  return { appId: BigInt(appId), uid: BigInt(uid) }
}
