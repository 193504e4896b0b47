import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import { clientAddress, networkOf } from '../src/gateway/client-address.js'
import { createGateway, memoryStore, staticTokens } from '../src/index.js'
import { quiet, startGateway } from './support/gateway.js'
import { connectWebSocket } from './support/raw-client.js'

describe('a gateway on a server of the caller', () => {
  let server: Server
  let port: number
  beforeEach(async () => {
    server = createServer((_, response) => response.end('a page')).listen(0, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  })
  afterEach(() => server.close())

  const refusal = async (path: string) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`)
    const [error] = await once(socket, 'error')
    return (error as Error).message
  }

  it('shares its port with pages, and leaves it to them when it closes', async () => {
    const bench = await startGateway({ websocket: { server }, tcp: undefined })
    expect(bench.ports.websocket).toBe(port)
    const client = await (await connectWebSocket(port)).login('tA')
    expect(await client.drain()).toEqual([])
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('a page')
    expect(await refusal('/other')).toContain('404')
    await bench.gateway.close()
    await client.closed
    expect(await (await fetch(`http://127.0.0.1:${port}/ws`)).text()).toBe('a page')
    await bench.close()
  })

  it('leaves other paths to other listeners', async () => {
    const bench = await startGateway({ websocket: { server }, tcp: undefined })
    const others = new WebSocketServer({ noServer: true })
    server.on('upgrade', (request, socket, head) => {
      if (request.url === '/other') others.handleUpgrade(request, socket, head, (one) => one.send('mine'))
    })
    const socket = new WebSocket(`ws://127.0.0.1:${port}/other`)
    const [data] = await once(socket, 'message')
    expect(String(data)).toBe('mine')
    socket.terminate()
    await bench.close()
  })

  it.each<[string, object]>([
    ['give server, or port, host and tls', { port: 1 }],
    ['websocket.server needs the method on', { server: {} }],
    ['websocket.trustedProxies has "10.0.0.0/x"; give addresses', { trustedProxies: ['10.0.0.0/x'] }],
    ['websocket.trustedProxies has "proxy"', { trustedProxies: ['proxy'] }],
  ])('and says: %s', (message, wrong) => {
    const websocket = { server, ...wrong }
    const options = { supportAppId: 1453, store: memoryStore(), authenticator: staticTokens({}), websocket }
    expect(() => createGateway(options)).toThrow(message)
  })
})

describe("a client's address behind proxies", () => {
  const from = (remoteAddress: string, forwarded?: string) => ({
    socket: { remoteAddress } as never,
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  })
  const trusting = clientAddress(['127.0.0.1', '10.0.0.0/8', '2001:db8::/32'])

  it.each([
    ['what a stranger says of itself is not read', '203.0.113.9', '1.2.3.4', '203.0.113.9'],
    ['what a proxy says is', '10.1.2.3', '203.0.113.9', '203.0.113.9'],
    ['through several', '127.0.0.1', '203.0.113.9, 10.0.0.7, 2001:db8::7', '203.0.113.9'],
    ['what stands before the client may be made up', '127.0.0.1', '1.2.3.4, 203.0.113.9', '203.0.113.9'],
    ['a proxy that says nothing', '127.0.0.1', undefined, '127.0.0.1'],
    ['a proxy that says nonsense', '127.0.0.1', 'unknown', '127.0.0.1'],
    ['an address of version 4 in one of version 6', '::ffff:10.0.0.1', '203.0.113.9', '203.0.113.9'],
  ])('%s', (_, remote, forwarded, address) => {
    expect(trusting(from(remote, forwarded))).toBe(address)
  })

  it('is that of the connection when none is trusted', () => {
    expect(clientAddress()(from('127.0.0.1', '203.0.113.9'))).toBe('127.0.0.1')
  })

  it('counts for the limits of logins', async () => {
    const bench = await startGateway({
      websocket: { port: 0, host: '127.0.0.1', trustedProxies: ['127.0.0.1'] },
      limits: { failedLoginsPerMinute: 1 },
      logger: quiet,
    })
    const login = async (address: string, token: string) => {
      const client = await connectWebSocket(bench.ports.websocket, { 'x-forwarded-for': address })
      const outcome = await client.login(token).then(
        () => 'in',
        () => 'refused',
      )
      await client.close()
      return outcome
    }
    expect(await login('203.0.113.9', 'wrong')).toBe('refused')
    expect(await login('203.0.113.9', 'tA')).toBe('refused')
    expect(await login('203.0.113.10', 'tA')).toBe('in')
    await bench.close()
  })

  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['', ''],
  ])('%s is counted as %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})
