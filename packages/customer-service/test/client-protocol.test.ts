import { type ManualClock, manualClock } from '@im-callback/testing'
import { type Client, type ClientOptions, createClient, type ReceivedMessage } from '../src/client.js'
import { int64Body, messageBody } from './support/bodies.js'
import { ScriptedServer } from './support/scripted-server.js'

const customer = { appId: 7, uid: 101 }
const seller = { appId: 1453, uid: 201 }
const fromCustomer = (text: string) => messageBody([7, 101, 5, 201], `{"text":"${text}"}`)

describe('a client', () => {
  let server: ScriptedServer
  let time: ManualClock
  let client: Client
  let messages: ReceivedMessage[]
  let events: string[]

  const open = async (more: Partial<ClientOptions> = {}) => {
    client = createClient({
      connect: server.connect,
      user: seller,
      token: 't',
      clock: time.clock,
      timers: time.timers,
      random: () => 1,
      ...more,
    })
    client.on('message', (message) => void messages.push(message))
    client.on('state', (state) => void events.push(state))
    client.on('synced', (key) => void events.push(`synced ${key}`))
    await time.advance(0)
  }
  const texts = () => messages.map(({ text }) => text)
  const ack = (seq: number, status = 0) => {
    const body = Buffer.alloc(5)
    body.writeInt32BE(seq, 0)
    body.writeInt8(status, 4)
    server.answer(5, body)
  }

  beforeEach(() => {
    server = new ScriptedServer()
    time = manualClock()
    messages = []
    events = []
  })
  afterEach(() => client.close())

  describe('that syncs', () => {
    it('does not ask again while the answer comes in, however slowly', async () => {
      await open()
      server.accept()
      server.answer(27, int64Body(2))
      await time.advance(2500)
      server.answer(24, fromCustomer('one'))
      await time.advance(2500)
      server.answer(24, fromCustomer('two'))
      await time.advance(2500)
      expect(server.of(26)).toHaveLength(1)
      server.answer(28, int64Body(2))
      expect([texts(), client.key]).toEqual([['one', 'two'], 2n])
    })

    it('asks again only when it is sure that no answer comes: two would double every message', async () => {
      await open()
      server.accept()
      await time.advance(10_000)
      expect(server.of(26)).toHaveLength(1)
      // The server answers in order: behind a PONG there is no answer to what was sent before its PING.
      expect(server.of(13)).toHaveLength(1)
      server.answer(14, Buffer.alloc(0))
      expect(server.of(26)).toHaveLength(2)
      server.page([fromCustomer('one')], 1)
      expect([texts(), client.key]).toEqual([['one'], 1n])
    })

    it('asks once, and not without end, for a msgid that is not there', async () => {
      await open()
      server.accept()
      server.page([], 0)
      server.answer(29, int64Body(1_000_000))
      for (let each = 0; each < 5; each++) if (server.of(26).length > each + 1) server.page([], 0)
      expect(server.of(26)).toHaveLength(2)
      server.answer(29, int64Body(1_000_001))
      expect(server.of(26)).toHaveLength(3)
    })

    it('asks again for what was announced while the answer was on its way', async () => {
      await open()
      server.accept()
      server.answer(27, int64Body(0))
      server.answer(29, int64Body(1))
      server.answer(28, int64Body(0))
      expect(server.of(26)).toHaveLength(2)
    })

    it('says when it has everything, once after every login', async () => {
      await open()
      server.accept()
      server.page([fromCustomer('one')], 1)
      server.answer(29, int64Body(2))
      server.answer(14, Buffer.alloc(0))
      expect(events).toEqual(['online'])
      server.page([fromCustomer('two')], 2)
      server.answer(14, Buffer.alloc(0))
      expect(events).toEqual(['online', 'synced 2'])
      server.answer(29, int64Body(3))
      server.page([fromCustomer('three')], 3)
      server.answer(14, Buffer.alloc(0))
      server.drop()
      await time.advance(500)
      server.accept()
      server.page([], 3)
      server.answer(14, Buffer.alloc(0))
      expect(events.slice(2)).toEqual(['connecting', 'online', 'synced 3'])
    })

    it('begins with the first message of the queue, when it is told to', async () => {
      await open({ from: 'beginning' })
      server.accept()
      expect(server.of(26)[0]?.body.readBigInt64BE(0)).toBe(-1n)
    })

    it('and with its own key, where it has one', async () => {
      await open({ from: 'beginning', keys: { load: () => 5n, save: () => undefined } })
      server.accept()
      expect(server.of(26)[0]?.body.readBigInt64BE(0)).toBe(5n)
    })
  })

  describe('that sends', () => {
    it('gives a resend on the same connection the same seq: bytes without a uuid are known by it', async () => {
      await open({ user: customer })
      server.accept()
      server.page([], 0)
      const sent = client.sendToSupport(new Uint8Array([1, 2, 3]), { sellerId: 201 })
      await time.advance(12_000)
      const seqs = server.of(24).map(({ seq }) => seq)
      expect(seqs).toHaveLength(3)
      expect(new Set(seqs).size).toBe(1)
      ack(seqs[0] ?? 0)
      await expect(sent).resolves.toEqual({ msgid: undefined })
    })

    it('refuses what no frame can carry, and does not break its connection with it', async () => {
      await open({ user: customer })
      server.accept()
      const sent = client.sendToSupport('x'.repeat(40_000), { sellerId: 201 })
      await expect(sent).rejects.toMatchObject({ name: 'SendError', code: 106, status: 'too_large' })
      expect(server.of(24)).toEqual([])
    })

    it.each<[string, unknown]>([
      ['undefined', undefined],
      ['null', null],
      ['5', 5],
      ['[object Array]', ['hello']],
      ['[object ArrayBuffer]', new ArrayBuffer(3)],
      ['[object Map]', new Map()],
    ])('refuses content that would arrive empty: %s', async (what, content) => {
      await open()
      server.accept()
      const sent = client.sendTo(content as string, { receiver: customer })
      await expect(sent).rejects.toThrow(`Content is text, an object or bytes, and not ${what}.`)
      expect(server.of(64)).toEqual([])
    })

    it('sends the bytes of any view', async () => {
      await open()
      server.accept()
      const pairs = Uint16Array.of(0x6968, 0x2121)
      void client.sendTo(pairs as never, { receiver: customer }).catch(() => undefined)
      expect(server.of(64)[0]?.body.subarray(36).toString()).toBe('hi!!')
    })

    it.each<[string, (client: Client) => Promise<unknown>]>([
      ['sendToSupport has no option "seller"', (of) => of.sendToSupport('x', { seller: 201 } as never)],
      [
        'sendToCustomer has no option "unpersisted"',
        (of) => of.sendToCustomer('x', { customer, unpersisted: true } as never),
      ],
      ['sendTo has no option "to"', (of) => of.sendTo('x', { to: customer } as never)],
      ['sendTo takes an object', (of) => of.sendTo('x', undefined as never)],
      ['receiver.appId is undefined', (of) => of.sendTo('x', {} as never)],
    ])('says what was mistyped: %s', async (message, send) => {
      await open()
      server.accept()
      await expect(send(client)).rejects.toThrow(message)
    })
  })

  describe('that cannot log in', () => {
    let complaints: string[]
    beforeEach(() => {
      complaints = []
      jest.spyOn(console, 'error').mockImplementation((...words) => void complaints.push(words.join(' ')))
    })
    afterEach(() => jest.restoreAllMocks())

    it.each<[string, () => unknown]>([
      ['token answered undefined', () => undefined],
      ['token answered ""', async () => ''],
      ['may have 255 bytes', async () => 'x'.repeat(256)],
      ['no session', () => Promise.reject(new Error('no session'))],
    ])('says why, and asks again: %s', async (why, token) => {
      let refused = 0
      await open({ token: token as () => string })
      client.on('refused', () => refused++)
      server.open()
      await time.advance(0)
      expect([refused, server.of(15)]).toEqual([1, []])
      expect(complaints.join()).toContain(why)
      await time.advance(500)
      expect(server.connections).toBe(2)
    })

    it('leaves the next connection alone when the token of the last one fails late', async () => {
      const refusals: ((error: Error) => void)[] = []
      await open({ token: () => new Promise((_, reject) => void refusals.push(reject)) })
      server.open()
      server.drop()
      await time.advance(500)
      server.open()
      refusals[0]?.(new Error('too late'))
      await time.advance(10_000)
      expect([server.connections, complaints]).toEqual([2, []])
    })

    it('says why when a connection cannot even be begun', async () => {
      const connect = () => {
        throw new Error(
          'An insecure WebSocket connection may not be initiated from a page loaded over HTTPS.',
        )
      }
      await open({ connect })
      expect(complaints.join()).toContain('insecure WebSocket')
    })
  })

  describe('that loses its connection', () => {
    it('stays closed when it was closed, whatever comes in still', async () => {
      server.isPolite = false
      await open()
      client.close()
      server.accept()
      server.drop()
      await time.advance(60_000)
      expect([client.state, server.connections]).toEqual(['closed', 1])
    })

    it('tries another one, also when the end of the first is not told', async () => {
      server.isPolite = false
      await open({ pingTime: 1000 })
      server.accept()
      await time.advance(3000)
      expect(server.connections).toBe(2)
    })

    it('waits longer each time while connections do not last', async () => {
      await open({ minDelay: 100, maxDelay: 10_000 })
      const delays: number[] = []
      for (let each = 0; each < 5; each++) {
        server.accept()
        server.drop()
        const [known, since] = [server.connections, time.now]
        while (server.connections === known) await time.advance(50)
        delays.push(time.now - since)
      }
      expect(delays).toEqual([100, 200, 400, 800, 1600])
      server.accept()
      await time.advance(10_000)
      server.drop()
      await time.advance(100)
      expect(server.connections).toBe(7)
    })

    it('says why, where that is known, but not that of its own end', async () => {
      await open()
      const failures: string[] = []
      client.on('failed', (why) => void failures.push(why.message))
      server.drop(new Error('ECONNREFUSED'))
      await time.advance(500)
      server.accept()
      server.drop()
      await time.advance(1000)
      server.accept()
      await time.advance(120_000)
      client.close()
      expect(failures).toEqual(['ECONNREFUSED', 'The server has sent nothing for more than 60000 ms.'])
    })

    it.each(['state', 'failed'] as const)(
      'tries no other when the listener of %s closes it',
      async (name) => {
        await open()
        server.accept()
        client.on(name, () => client.close())
        server.drop(new Error('gone'))
        await time.advance(60_000)
        expect([client.state, server.connections]).toEqual(['closed', 1])
      },
    )

    it('tells its state when it changes, and not with every attempt', async () => {
      await open()
      for (let each = 0; each < 3; each++) {
        server.drop()
        await time.advance(30_000)
      }
      server.accept()
      server.drop()
      expect(events).toEqual(['online', 'connecting'])
    })
  })

  it('knows what its user has written, on any device', async () => {
    await open({ user: customer })
    server.accept()
    server.answer(27, int64Body(3))
    server.answer(24, fromCustomer('mine'))
    server.answer(25, messageBody([7, 101, 5, 101], 'of the seller, who has the same uid'))
    server.answer(64, messageBody([7, 101, 1453, 201], 'mine too'))
    server.answer(28, int64Body(3))
    expect(messages.map(({ isOwn }) => isOwn)).toEqual([true, false, true])
  })

  it('has no text for bytes that are none', async () => {
    await open()
    server.accept()
    server.page([messageBody([7, 101, 5, 201], Buffer.from([0x7b, 0xff, 0x7d]))], 1)
    expect(messages[0]?.text).toBe('')
  })
})
