import { once } from 'node:events'
import { connect } from 'node:net'
import fc from 'fast-check'
import { WebSocket } from 'ws'
import { localRouter, memoryStore } from '../src/index.js'
import { contentOf, messageBody } from './support/bodies.js'
import { startGateway, type TestGateway } from './support/gateway.js'
import { until } from './support/until.js'

const header = (length: number, command: number, { version = 2, flags = 0, seq = 1 } = {}) => {
  const bytes = Buffer.alloc(12)
  bytes.writeInt32BE(length, 0)
  bytes.writeInt32BE(seq, 4)
  bytes.set([command, version, flags], 8)
  return bytes
}

describe('what strangers send', () => {
  const errors: unknown[] = []
  const logger = { warn: () => undefined, error: (...said: unknown[]) => void errors.push(said) }
  let bench: TestGateway
  beforeAll(async () => {
    bench = await startGateway({ logger, limits: { failedLoginsPerMinute: 1_000_000 } })
  })
  afterAll(() => bench.close())
  afterEach(() => expect(errors).toEqual([]))

  /** Whether the server is well: someone else is served. */
  const isServing = async () => {
    const client = await bench.login('tB')
    client.send(24, messageBody([7, 102, 5, 201], 'x'))
    await client.wait(5)
    await client.close()
  }

  describe.each(['tcp', 'websocket'] as const)('over %s', (over) => {
    it.each([
      ['a negative length', header(-1, 13)],
      ['a length of 32768', header(32_768, 13)],
      ['the largest length', header(0x7fffffff, 24)],
      ['a command only servers send', header(0, 3)],
      ['an unknown command', header(0, 200)],
      ['a message of 35 bytes', Buffer.concat([header(35, 24), Buffer.alloc(35)])],
      ['a login of 3 bytes', Buffer.concat([header(3, 15), Buffer.from([1, 0, 0])])],
      ['a login that is cut short', Buffer.concat([header(4, 15), Buffer.from([1, 200, 65, 66])])],
      ['a token that is no UTF-8', Buffer.concat([header(5, 15), Buffer.from([1, 2, 0xff, 0xfe, 0])])],
      ['a sync of 7 bytes', Buffer.concat([header(7, 26), Buffer.alloc(7)])],
      ['an unread count of 3 bytes', Buffer.concat([header(3, 22), Buffer.alloc(3)])],
      ['an ACK of 3 bytes', Buffer.concat([header(3, 5), Buffer.alloc(3)])],
    ])('%s closes the connection, without an answer', async (_, bytes) => {
      const client = await bench.connect(over)
      client.sendBytes(bytes)
      await client.closed
      expect(client.frames).toEqual([])
    })

    it('commands for groups and rooms are ignored', async () => {
      const client = await bench.connect(over)
      for (const command of [4, 8, 14, 17, 18, 19, 20, 30, 35, 37]) client.send(command, Buffer.alloc(40))
      expect(await client.drain()).toEqual([])
    })

    it('any bytes leave the server well', async () => {
      const frame = fc
        .tuple(
          fc.constantFrom(3, 5, 13, 15, 22, 24, 25, 26, 34, 37, 64, 99),
          fc.uint8Array({ maxLength: 80 }),
          fc.integer({ min: 0, max: 3 }),
        )
        .map(([command, body, version]) =>
          Buffer.concat([header(body.length, command, { version, flags: version }), body]),
        )
      const bytes = fc.oneof(
        { weight: 3, arbitrary: fc.array(frame, { maxLength: 6 }).map((frames) => Buffer.concat(frames)) },
        { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((raw) => Buffer.from(raw)) },
      )
      const isIn = fc.boolean()
      const before = bench.gateway.stats().connections
      await fc.assert(
        fc.asyncProperty(bytes, isIn, async (sent, hasLogin) => {
          const client = await bench.connect(over)
          if (hasLogin) await client.login('tA')
          client.sendBytes(sent)
          await client.close()
        }),
        { seed: 20_211_003, numRuns: 150 },
      )
      await until(() => bench.gateway.stats().connections === before)
      expect(bench.gateway.stats().inFlight).toBe(0)
      await isServing()
    }, 60_000)
  })

  it('a login and messages in one piece, or byte by byte, are all the same', async () => {
    const login = Buffer.concat([Buffer.from([2, 2]), Buffer.from('tA'), Buffer.from([1]), Buffer.from('d')])
    const body = messageBody([7, 101, 5, 201], 'pipelined')
    const all = Buffer.concat([header(login.length, 15), login, header(body.length, 24, { seq: 2 }), body])
    for (const size of [all.length, 1, 7]) {
      const client = await bench.connect()
      for (let at = 0; at < all.length; at += size) client.sendBytes(all.subarray(at, at + size))
      expect((await client.take(3)).map(({ command }) => command)).toEqual([3, 37, 5])
    }
  })

  it('WebSocket: text closes, so does a short message; what follows a frame is ignored', async () => {
    const client = await bench.connect('websocket')
    client.sendBytes(Buffer.concat([header(0, 13), Buffer.from('rest')]))
    expect((await client.next()).command).toBe(14)
    client.sendBytes(header(0, 13).subarray(0, 11))
    await client.closed
    const socket = new WebSocket(`ws://127.0.0.1:${bench.ports.websocket}/ws`)
    await new Promise((resolve) => socket.once('open', resolve))
    socket.send('text')
    await new Promise((resolve) => socket.once('close', resolve))
  })

  it('WebSocket: more than 64 KiB closes', async () => {
    const client = await bench.connect('websocket')
    client.sendBytes(Buffer.alloc(64 * 1024 + 1))
    await client.closed
  })

  it('WebSocket: a message may come in some pieces; hundreds close', async () => {
    const open = async () => {
      const socket = new WebSocket(`ws://127.0.0.1:${bench.ports.websocket}/ws`)
      await once(socket, 'open')
      return socket
    }
    const ping = header(0, 13)
    const socket = await open()
    for (const byte of ping.subarray(0, 11)) socket.send(Buffer.from([byte]), { binary: true, fin: false })
    socket.send(ping.subarray(11), { binary: true, fin: true })
    const [pong] = await once(socket, 'message')
    expect((pong as Buffer).readUInt8(8)).toBe(14)
    for (let each = 0; each < 100; each++) socket.send(Buffer.alloc(1), { binary: true, fin: false })
    const [code] = await once(socket, 'close')
    expect(code).toBe(1008)
  })

  it('WebSocket: a control ping has its pong', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${bench.ports.websocket}/ws`)
    await new Promise((resolve) => socket.once('open', resolve))
    socket.ping('mark')
    const data = await new Promise((resolve) => socket.once('pong', resolve))
    expect(String(data)).toBe('mark')
    socket.terminate()
  })

  it('HTTP that is no WebSocket, and other paths, are turned away', async () => {
    const { status } = await fetch(`http://127.0.0.1:${bench.ports.websocket}/ws`)
    expect(status).toBe(426)
    const socket = new WebSocket(`ws://127.0.0.1:${bench.ports.websocket}/other`)
    const error = await new Promise<Error>((resolve) => socket.once('error', resolve))
    expect(error.message).toContain('404')
  })

  it('a flood of pings from a client that does not read is not answered without end', async () => {
    const socket = connect({ port: bench.ports.tcp, host: '127.0.0.1' })
    socket.pause()
    const pings = Buffer.concat(Array.from({ length: 5000 }, () => header(0, 13)))
    let wasStopped = false
    for (let each = 0; each < 2000 && !wasStopped; each++) {
      if (socket.write(pings)) continue
      wasStopped = await new Promise((resolve) => {
        const timer = setTimeout(() => resolve(true), 300)
        socket.once('drain', () => {
          clearTimeout(timer)
          resolve(false)
        })
      })
    }
    expect(wasStopped).toBe(true)
    socket.destroy()
    await isServing()
  }, 30_000)
})

describe('frames', () => {
  it('leave whole: no read of a client ends inside one', async () => {
    const bench = await startGateway()
    const seller = await bench.login('tS')
    const chunks: Buffer[] = []
    seller.onChunk = (chunk) => void chunks.push(chunk)
    const customer = await bench.login('tA')
    for (const size of [0, 10, 500, 1100, 1200, 5000, 30_000]) {
      customer.send(24, messageBody([7, 101, 5, 201], 'x'.repeat(size)))
      await customer.wait(5)
      await seller.take(3)
    }
    for (const chunk of chunks) {
      let at = 0
      while (at < chunk.length) at += 12 + chunk.readInt32BE(at)
      expect(at).toBe(chunk.length)
    }
    await bench.close()
  })
})

describe('connections', () => {
  it('are limited in number', async () => {
    const bench = await startGateway({ limits: { connections: 2 } })
    await bench.login('tA')
    await bench.login('tB')
    const third = await bench.connect()
    await third.closed
    expect(bench.gateway.stats()).toEqual({ connections: 2, loggedIn: 2, inFlight: 0 })
    await bench.close()
  })

  it('may try to log in only so often', async () => {
    const bench = await startGateway({ limits: { failedLoginsPerMinute: 2, loginsPerMinute: 5 } })
    const client = await bench.connect()
    for (let each = 0; each < 2; each++) await expect(client.login('wrong')).rejects.toThrow('refused')
    await expect(client.login('tA')).rejects.toThrow('refused')
    await bench.close()
  })

  it.each([
    ['a uid of 0', { appId: 7n, uid: 0n }],
    ['a uid below 0', { appId: 7n, uid: -1n }],
    ['an app of 0', { appId: 0n, uid: 101n }],
    ['a uid of 0 as a number', { appId: 7, uid: 0 }],
    ['a uid that is no number', { appId: 7, uid: 'admin' }],
  ])('belong to nobody when the authenticator answers %s', async (_, login) => {
    const bench = await startGateway({ authenticator: { authenticate: () => login as never } })
    const client = await bench.connect()
    await expect(client.login('x')).rejects.toThrow('refused')
    await bench.close()
  })

  it('that end while their token is looked up leave nobody online', async () => {
    const router = localRouter()
    let answer: () => void = () => undefined
    const authenticate = () =>
      new Promise<{ appId: bigint; uid: bigint }>((resolve) => {
        answer = () => resolve({ appId: 7n, uid: 101n })
      })
    const bench = await startGateway({ router, authenticator: { authenticate } })
    const client = await bench.connect()
    void client.login('tA').catch(() => undefined)
    const asked = answer
    await until(() => answer !== asked)
    await client.close()
    await until(() => bench.gateway.stats().connections === 0)
    answer()
    await new Promise((resolve) => setImmediate(resolve))
    expect(await router.isOnline({ appId: 7n, uid: 101n })).toBe(false)
    await bench.close()
  })

  it('belong to a user whose ids an authenticator answers as numbers', async () => {
    const authenticator = { authenticate: () => ({ appId: 7, uid: 101 }) as never }
    const bench = await startGateway({ authenticator })
    const client = await bench.login('tA')
    client.send(24, messageBody([7, 101, 5, 201], 'x'))
    expect((await client.wait(5)).body.readInt8(4)).toBe(0)
    await bench.close()
  })

  it('may send a message every other second', async () => {
    let now = 1_700_000_000_000
    const bench = await startGateway({ limits: { messagesPerSecond: 0.5 }, clock: () => now })
    const client = await bench.login('tA')
    for (const status of [0, 107]) {
      client.send(24, messageBody([7, 101, 5, 201], 'x'))
      expect((await client.wait(5)).body.readInt8(4)).toBe(status)
    }
    now += 2000
    client.send(24, messageBody([7, 101, 5, 201], 'x'))
    expect((await client.wait(5)).body.readInt8(4)).toBe(0)
    await bench.close()
  })

  it('may send only so many messages a second', async () => {
    const bench = await startGateway({ limits: { messagesPerSecond: 2 }, clock: () => 1_700_000_000_000 })
    const client = await bench.login('tA')
    for (let each = 0; each < 3; each++) client.send(24, messageBody([7, 101, 5, 201], 'x'))
    const acks = (await client.drain()).filter(({ command }) => command === 5)
    while (acks.length < 3) acks.push(await client.wait(5))
    expect(acks.map(({ body }) => body.readInt8(4)).sort()).toEqual([0, 0, 107])
    await bench.close()
  })

  it('take contents up to maxContent', async () => {
    const bench = await startGateway({ limits: { maxContent: 10 } })
    const client = await bench.login('tA')
    client.send(24, messageBody([7, 101, 5, 201], 'x'.repeat(11)))
    expect((await client.wait(5)).body.readInt8(4)).toBe(106)
    await bench.close()
  })

  it('finish what they have begun when the gateway closes', async () => {
    const store = memoryStore()
    const bench = await startGateway({ store })
    const client = await bench.login('tA')
    for (let each = 0; each < 20; each++) client.send(24, messageBody([7, 101, 5, 201], `${each}`))
    await until(async () => (await store.newest({ appId: 7n, uid: 101n })) > 0n)
    await bench.gateway.close({ timeout: 1000 })
    await client.closed
    const acks = client.frames.filter(({ command }) => command === 5).length
    const { messages } = await store.page({ appId: 7n, uid: 101n }, 0n, { count: 100, bytes: 1e6 })
    expect(messages.length).toBe(acks)
    expect(messages.map(({ body }) => contentOf(Buffer.from(body)))).toEqual(
      messages.map((_, each) => `${each}`),
    )
    await bench.close()
  })
})
