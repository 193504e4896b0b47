import { Agent, createServer, get, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CallbackHandler } from '../src/index.js'
import { closeServer, createNodeHandler, setServerTimeouts, shutdownOnSignal } from '../src/node.js'
import { recorder } from './support/requests.js'

async function start(im = new CallbackHandler({ logger: recorder() })) {
  const server = setServerTimeouts(createServer(createNodeHandler(im, { path: '/im/callback' })))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { im, server, port: (server.address() as AddressInfo).port }
}

const fetchOnce = (port: number, path: string, agent: Agent) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    get({ port, host: '127.0.0.1', path, agent }, (response) => {
      response.resume().on('end', () => resolve(response))
    }).on('error', reject)
  })

const closed = (server: Server) => new Promise<void>((resolve) => server.once('close', resolve))

describe('a server', () => {
  it('keeps idle connections for longer than the platform does, and slow requests not at all', async () => {
    const { server } = await start()
    expect(server).toMatchObject({ keepAliveTimeout: 70_000, headersTimeout: 5000, requestTimeout: 10_000 })
    server.close()
  })

  it('serves its path only', async () => {
    const { server, port } = await start()
    const agent = new Agent()
    expect((await fetchOnce(port, '/im/callback?x', agent)).statusCode).toBe(405)
    const absolute = await fetchOnce(port, `http://im.example.com/im/callback`, agent)
    expect(absolute.statusCode).toBe(405)
    for (const path of ['javascript://h/im/callback', 'http://h;x/im/callback', 'http://h%2f/im/callback']) {
      expect((await fetchOnce(port, path, agent)).statusCode).toBe(404)
    }
    for (const path of ['/', '/im/callback/', '/im/callbacks', '//im/callback']) {
      expect((await fetchOnce(port, path, agent)).statusCode).toBe(404)
    }
    await closeServer(server, { close: async () => undefined }, { grace: 0 })
  })

  it('takes requests while it closes, tells connections to end, then drains the queue', async () => {
    const order: string[] = []
    const { server, port } = await start()
    const agent = new Agent({ keepAlive: true })
    expect((await fetchOnce(port, '/im/callback', agent)).headers.connection).toBe('keep-alive')
    const done = closeServer(
      server,
      { close: async (options) => void order.push(`drained ${options?.timeout}`) },
      { grace: 50, timeout: 7 },
    )
    expect((await fetchOnce(port, '/im/callback', agent)).headers.connection).toBe('close')
    server.once('close', () => order.push('closed'))
    await done
    expect(order).toEqual(['closed', 'drained 7'])
    await expect(fetchOnce(port, '/im/callback', agent)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    agent.destroy()
  })

  it('closes on a signal, once', async () => {
    const { im, server } = await start()
    let closes = 0
    shutdownOnSignal(
      server,
      { close: async () => void closes++ },
      { signals: ['SIGUSR2', 'SIGHUP'], grace: 0 },
    )
    process.emit('SIGUSR2')
    process.emit('SIGHUP')
    await closed(server)
    await new Promise((resolve) => setImmediate(resolve))
    expect(closes).toBe(1)
    expect(process.listenerCount('SIGUSR2')).toBe(0)
    await im.close()
  })

  it('closes a worker, which has no server, on a signal', async () => {
    const closing = new Promise((resolve) =>
      shutdownOnSignal(
        undefined,
        { close: async (options) => resolve(options) },
        { signals: ['SIGUSR2'], timeout: 7 },
      ),
    )
    process.emit('SIGUSR2')
    expect(await closing).toMatchObject({ timeout: 7 })
    await new Promise((resolve) => setImmediate(resolve))
    expect(process.listenerCount('SIGUSR2')).toBe(0)
  })

  it('does not wait for a response that never ends before it drains the queue', async () => {
    const server = createServer((_req, res) => void res.write('data: 1\n\n'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const request = get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' })
    request.on('error', () => undefined)
    await new Promise((resolve) => request.once('response', resolve))
    const order: string[] = []
    await closeServer(server, { close: async () => void order.push('drained') }, { grace: 0, timeout: 20 })
    expect(order).toEqual(['drained'])
  })

  it('says what it was given instead of a handler, and which option or path it does not understand', () => {
    expect(() => createNodeHandler({ path: '/im' } as never)).toThrow(
      'createNodeHandler takes a CallbackHandler, not { path }',
    )
    expect(() => createNodeHandler(undefined, { paht: '/im' } as never)).toThrow('Did you mean "path"?')
    expect(() => createNodeHandler(undefined, { path: 'im' })).toThrow('it begins with a slash')
  })

  it('says so when closing fails', async () => {
    const error = jest.spyOn(console, 'error').mockImplementation(() => undefined)
    const { server } = await start()
    const fails = async () => {
      throw new Error('stuck')
    }
    shutdownOnSignal(server, { close: fails }, { signals: ['SIGUSR2'], grace: 0 })
    process.emit('SIGUSR2')
    await closed(server)
    await new Promise((resolve) => setImmediate(resolve))
    expect(error).toHaveBeenCalledWith('im-callback: closing failed', new Error('stuck'))
    expect(process.exitCode).toBe(1)
    process.exitCode = undefined
    error.mockRestore()
  })
})
