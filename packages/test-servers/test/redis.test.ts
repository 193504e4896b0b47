import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { describeWithRedis, forkSource, type RedisServer, startRedis } from '@im-callback/test-servers'

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8')
  await once(socket, 'connect')
  return socket
}

async function ask(port: number, command: string): Promise<string> {
  const socket = await open(port)
  socket.write(`${command}\r\n`)
  const [answer] = await once(socket, 'data')
  socket.destroy()
  return String(answer).trim()
}

describeWithRedis('startRedis', () => {
  const servers: RedisServer[] = []
  const start = async (options?: Parameters<typeof startRedis>[0]) => {
    const server = await startRedis(options)
    servers.push(server)
    return server
  }
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.stop())))

  it('starts servers that know nothing of each other', async () => {
    const [one, other] = await Promise.all([start(), start()])
    expect(one.url).toBe(`redis://127.0.0.1:${one.port}`)
    expect(await ask(one.port, 'SET name one')).toBe('+OK')
    expect(await ask(other.port, 'GET name')).toBe('$-1')
  })

  it('kills one, and starts it again on the same port with nothing in it', async () => {
    const server = await start()
    await ask(server.port, 'SET name value')
    await server.kill()
    await expect(open(server.port)).rejects.toThrow('ECONNREFUSED')
    await server.restart()
    expect(await ask(server.port, 'GET name')).toBe('$-1')
  })

  it('keeps what was answered over a kill with appendOnly', async () => {
    const server = await start({ appendOnly: true })
    await ask(server.port, 'SET name value')
    await server.kill()
    await server.restart()
    expect(await ask(server.port, 'GET name')).toBe('$5\r\nvalue')
  })

  it('freezes and thaws', async () => {
    const server = await start()
    server.freeze()
    const answer = ask(server.port, 'PING')
    const late = new Promise((resolve) => setTimeout(resolve, 100, 'no answer'))
    expect(await Promise.race([answer, late])).toBe('no answer')
    server.thaw()
    expect(await answer).toBe('+PONG')
  })

  it('passes arguments on, and says so when the server does not take them', async () => {
    const server = await start({ args: ['--maxmemory', '5mb'] })
    expect(await ask(server.port, 'CONFIG GET maxmemory')).toContain('5242880')
    await expect(start({ args: ['--no-such-option', '1'] })).rejects.toThrow('--no-such-option')
  })

  it('lets no server outlive the process that started it, even when that is killed', async () => {
    const program = forkSource(join(__dirname, 'programs/starts-a-redis.ts'))
    const [port] = await once(program, 'message')
    const socket = await open(Number(port))
    const closed = new Promise((resolve) => socket.on('error', () => undefined).on('close', resolve))
    program.kill('SIGKILL')
    await closed
  })

  it('stops one in a process that does nothing else, which goes on afterwards', async () => {
    const program = forkSource(join(__dirname, 'programs/stops-a-redis.ts'))
    expect(await once(program, 'exit')).toEqual([0, null])
  })
})
