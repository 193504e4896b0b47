import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import {
  type Client,
  type ClientOptions,
  createClient,
  type ReceivedMessage,
  SendError,
} from '@im-callback/customer-service/client'
import { tcp } from '@im-callback/customer-service/tcp'
import { manualClock } from '@im-callback/testing'
import fc from 'fast-check'
import { WebSocket } from 'ws'
import { assignSellers, type GatewayOptions, memoryStore } from '../src/index.js'
import { flakyProxy } from './support/flaky-proxy.js'
import { startGateway, type TestGateway, tokens } from './support/gateway.js'
import { until } from './support/until.js'

const customer = { appId: 7, uid: 101 }
const seller = { appId: 1453, uid: 201 }
const quick = { minDelay: 5, maxDelay: 20 }

/** A client, and the texts it saw. */
function watch(options: ClientOptions) {
  const client = createClient({ ...quick, ...options })
  const messages: ReceivedMessage[] = []
  client.on('message', (message) => void messages.push(message))
  return { client, messages, texts: () => messages.map(({ text, isOwn }) => (isOwn ? `me: ${text}` : text)) }
}

describe.each(['tcp', 'websocket'] as const)('a client over %s', (over) => {
  let bench: TestGateway
  let open: Client[]
  beforeEach(() => {
    open = []
  })
  afterEach(async () => {
    for (const client of open) client.close()
    await bench.close()
  })

  const via = (ports = bench.ports): Pick<ClientOptions, 'url' | 'connect' | 'WebSocket'> =>
    over === 'tcp'
      ? { connect: tcp({ host: '127.0.0.1', port: ports.tcp }) }
      : { url: `ws://127.0.0.1:${ports.websocket}/ws`, WebSocket }
  const login = (token: keyof typeof tokens, more: Partial<ClientOptions> = {}) => {
    const watched = watch({ ...via(), user: tokens[token], token, ...more })
    open.push(watched.client)
    return watched
  }
  const start = async (options: Partial<GatewayOptions> = {}) => {
    bench = await startGateway(options)
  }

  it('talks: customer and seller see every message once, in order, their own among them', async () => {
    await start()
    const [a, s] = [login('tA'), login('tS')]
    await until(() => a.client.state === 'online' && s.client.state === 'online')
    expect(await a.client.sendToSupport('hello', { storeId: 5, sellerId: 201 })).toEqual({ msgid: 1n })
    await until(() => s.texts().length === 1)
    await s.client.sendToCustomer('hi there', { customer })
    await s.client.sendTo('again', { receiver: customer })
    await a.client.sendTo({ text: 'thanks', image: 'x' }, { receiver: seller })
    await until(() => a.texts().length === 4 && s.texts().length === 4)
    expect(a.texts()).toEqual(['me: hello', 'hi there', 'again', 'me: thanks'])
    expect(s.texts()).toEqual(['hello', 'me: hi there', 'me: again', 'thanks'])
    expect([a.client.key, s.client.key]).toEqual([4n, 4n])
  })

  it('gets what was sent while it was away, page by page', async () => {
    await start({ limits: { syncCount: 7 } })
    for (let each = 0; each < 30; each++) {
      await bench.gateway.post({ from: customer, to: seller, content: `{"text":"${each}"}` })
    }
    const s = login('tS')
    await until(() => s.texts().length === 30)
    expect(s.texts()).toEqual(Array.from({ length: 30 }, (_, each) => `${each}`))
  })

  it('begins where it was, with its own key', async () => {
    await start()
    for (const content of ['one', 'two', 'three'])
      await bench.gateway.post({ from: customer, to: seller, content })
    const saved: bigint[] = []
    const keys = { load: async () => 2n, save: (key: bigint) => void saved.push(key) }
    const s = login('tS', { keys })
    await until(() => s.texts().length === 1)
    expect(s.texts()).toEqual(['three'])
    await until(() => saved.length > 0)
    expect(saved).toEqual([3n])
  })

  it('goes back to what the server has, when that is less', async () => {
    await start()
    await bench.gateway.post({ from: customer, to: seller, content: 'old' })
    const s = login('tS', { keys: { load: () => 99n, save: () => undefined } })
    await until(() => s.client.key === 1n)
    await bench.gateway.post({ from: customer, to: seller, content: 'new' })
    await until(() => s.texts().length === 1)
    expect(s.texts()).toEqual(['new'])
  })

  it('sees unpersistent messages, and keeps none of its own for later', async () => {
    await start()
    const [a, s] = [login('tA'), login('tS')]
    const typing = () => a.client.sendToSupport('typing', { sellerId: 201, unpersistent: true })
    await expect(typing()).rejects.toThrow('no connection')
    await until(() => a.client.state === 'online' && s.client.state === 'online')
    expect(await typing()).toEqual({ msgid: undefined })
    await until(() => s.messages.length === 1)
    expect(s.messages[0]).toMatchObject({ text: 'typing', isUnpersistent: true, msgid: undefined })
    expect(s.client.key).toBe(0n)
  })

  it('learns which seller was assigned', async () => {
    await start({ assignment: assignSellers({ mode: 'fixed', sellers: { 5: [202] } }) })
    const a = login('tA')
    await a.client.sendToSupport('help', { storeId: 5 })
    await until(() => a.messages.length === 1)
    expect(a.messages[0]).toMatchObject({ text: 'help', isOwn: true, message: { sellerId: 202n } })
  })

  it('rejects with what the server said', async () => {
    await start()
    const a = login('tA')
    const error = await a.client.sendToSupport('x', {}).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(SendError)
    expect(error).toMatchObject({ code: 103, status: 'no_seller', message: /no seller/ })
    const other = login('tB', { user: customer })
    await expect(other.client.sendToSupport('x', { sellerId: 201 })).rejects.toMatchObject({ code: 102 })
  })

  it('sends again what could not be stored, until it is', async () => {
    const store = memoryStore()
    const append = store.append.bind(store)
    let failures = 3
    store.append = async (message) => {
      if (failures-- > 0) throw new Error('disk full')
      return append(message)
    }
    await start({ store })
    const a = login('tA', { ackTime: 20 })
    expect(await a.client.sendToSupport('x', { sellerId: 201 })).toEqual({ msgid: 1n })
  })

  it('asks for a token again when it was refused', async () => {
    await start()
    const given = ['expired', 'tA']
    let refused = 0
    const a = watch({ ...via(), user: customer, token: async () => given.shift() ?? '' })
    open.push(a.client)
    a.client.on('refused', () => refused++)
    await until(() => a.client.state === 'online')
    expect(refused).toBe(1)
  })

  it('says why there is no connection, and why there is none any more', async () => {
    await start()
    const failure = (client: Client) => new Promise<Error>((resolve) => client.on('failed', resolve))
    const nowhere = login('tA', via({ tcp: 1, websocket: 1 }))
    expect((await failure(nowhere.client)).message).toContain('ECONNREFUSED')
    const { client } = login('tS')
    await until(() => client.state === 'online')
    const [ended] = await Promise.all([failure(client), bench.close()])
    expect(ended.message).toContain(over === 'tcp' ? 'was ended' : 'was closed (1001)')
  })

  it('bounds what waits, and rejects it when it is closed', async () => {
    await start()
    await bench.gateway.close()
    const a = login('tA', { maxPending: 2 })
    const sent = [1, 2, 3].map(() => a.client.sendToSupport('x', { sellerId: 201 }).catch(String))
    expect(await sent[2]).toContain('maxPending')
    a.client.close()
    expect(await Promise.all(sent.slice(0, 2))).toEqual(Array(2).fill('SendError: The client was closed.'))
    await expect(a.client.sendToSupport('x')).rejects.toThrow('closed')
    expect(a.client.state).toBe('closed')
  })

  it('loses nothing and doubles nothing behind a network that breaks at any byte', async () => {
    await start()
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 30, max: 3000 }), { minLength: 5, maxLength: 20 }),
        async (cuts) => {
          const proxy = await flakyProxy(bench.ports[over], cuts)
          const ports = { tcp: proxy.port, websocket: proxy.port }
          const mark = String(cuts)
          const a = watch({ ...via(ports), user: customer, token: 'tA', ackTime: 200, deviceId: 'phone' })
          const s = login('tS')
          const texts = Array.from({ length: 40 }, (_, each) => `${mark} ${each}`)
          await Promise.all(texts.map((text) => a.client.sendToSupport(text, { sellerId: 201 })))
          const seen = () => s.texts().filter((text) => text.startsWith(`${mark} `))
          await until(() => seen().length >= texts.length)
          expect(seen()).toEqual(texts)
          a.client.close()
          s.client.close()
          await proxy.close()
        },
      ),
      { seed: 24_25_64, numRuns: 10 },
    )
  }, 60_000)
})

it('a client ends a connection on which nothing comes any more, and tries another one', async () => {
  const time = manualClock()
  let connections = 0
  const server = createServer((socket) => {
    connections++
    // AUTH_STATUS 0, and then silence.
    socket
      .on('error', () => undefined)
      .once('data', () => {
        socket.write(Buffer.from('00000004000000010302000000000000', 'hex'))
      })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const client = createClient({
    connect: tcp({ host: '127.0.0.1', port }),
    user: customer,
    token: 't',
    pingTime: 1000,
    timers: time.timers,
    random: () => 1,
  })
  await until(() => client.state === 'online')
  await time.advance(1000)
  expect(client.state).toBe('online')
  await time.advance(1000)
  await until(() => client.state === 'connecting')
  await time.advance(500)
  await until(() => connections === 2)
  client.close()
  server.close()
})

it('a client with a wrong path learns that it is', async () => {
  const bench = await startGateway()
  const url = `ws://127.0.0.1:${bench.ports.websocket}/wss`
  const { client } = watch({ url, WebSocket, user: customer, token: 'tA' })
  const why = await new Promise<Error>((resolve) => client.on('failed', resolve))
  expect(why.message).toBe(
    `The WebSocket to ${url} could not be opened, or broke: Unexpected server response: 404.`,
  )
  client.close()
  await bench.close()
})

it('a client in a browser, which is told no cause, says where to look', async () => {
  class BrowserSocket extends EventTarget {
    binaryType = ''
    send(): void {}
    close(): void {}
    constructor() {
      super()
      setImmediate(() => this.dispatchEvent(new Event('error')))
    }
  }
  const { client } = watch({ url: 'ws://x', WebSocket: BrowserSocket, user: customer, token: 'tA' })
  const why = await new Promise<Error>((resolve) => client.on('failed', resolve))
  expect(why.message).toContain('the console of the browser may say why')
  client.close()
})

describe('createClient says what is wrong with its options', () => {
  const fine = { user: customer, token: 't' }
  it.each<[string, object]>([
    ['give url or connect', {}],
    ['give url or connect', { url: 'ws://x', connect: () => undefined }],
    ['url is "http://x"; it begins with ws://', { url: 'http://x' }],
    ['connect is [object Object]; give a function, such as tcp({ host, port })', { connect: { port: 1 } }],
    ['WebSocket is [object Object]; give a class', { url: 'ws://x', WebSocket: { WebSocket } }],
    ['token is text', { url: 'ws://x', WebSocket, token: undefined }],
    ['token is empty', { url: 'ws://x', WebSocket, token: '' }],
    ['may have 255 bytes', { url: 'ws://x', WebSocket, token: 'é'.repeat(128) }],
    ['may have 255 bytes', { url: 'ws://x', WebSocket, deviceId: 'x'.repeat(256) }],
    ['user.appId is undefined', { url: 'ws://x', WebSocket, user: undefined }],
    ['user.appId is "7"; give a whole number', { url: 'ws://x', WebSocket, user: { appId: '7', uid: '1' } }],
    ['user.uid is 1.5', { url: 'ws://x', WebSocket, user: { appId: 7, uid: 1.5 } }],
    ['pingTime is 0', { url: 'ws://x', WebSocket, pingTime: 0 }],
    ['no option "devieId". It takes url, WebSocket,', { url: 'ws://x', devieId: '' }],
    ['keys needs the method save', { url: 'ws://x', keys: { load: () => 1n } }],
  ])('%s', (message, options) => {
    expect(() => createClient({ ...fine, ...options } as never)).toThrow(message)
  })

  it('and when there are none', () => {
    expect(() => createClient(undefined as never)).toThrow('createClient takes an object with url, WebSocket')
  })

  it('and when there is no WebSocket', () => {
    const { WebSocket: known } = globalThis as { WebSocket?: unknown }
    Reflect.deleteProperty(globalThis, 'WebSocket')
    expect(() => createClient({ ...fine, url: 'ws://x' })).toThrow('no global WebSocket')
    if (known !== undefined) Object.assign(globalThis, { WebSocket: known })
  })
})

describe('tcp says what is wrong with its address', () => {
  it.each<[string, unknown]>([
    ['tcp takes an object with host, port, tls', 'tcp://127.0.0.1:23000'],
    ['tcp takes an object', undefined],
    ['host is undefined; give a name or an address', { port: 23_000 }],
    ['port is undefined; give a whole number', { host: '127.0.0.1' }],
    ['port is "23000"', { host: '127.0.0.1', port: '23000' }],
    ['no option "hots". Did you mean "host"?', { hots: '127.0.0.1', port: 23_000 }],
  ])('%s', (message, address) => {
    expect(() => tcp(address as never)).toThrow(message)
  })
})
