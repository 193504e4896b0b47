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
