import { once } from 'node:events'
import { connect } from 'node:net'
import { CallbackHandler } from '@im-callback/core'
import { customer, memoryStore } from '../src/index.js'
import { messageBody } from './support/bodies.js'
import { startGateway } from './support/gateway.js'
import { until } from './support/until.js'

describe('a gateway that closes', () => {
  it('answers a message the handlers are still looking at', async () => {
    const callbacks = new CallbackHandler({ protocol: customer() })
    let decide: () => void = () => undefined
    const asked = new Promise<void>((resolve) => {
      callbacks.on('Customer.BeforeSendMessage', () => {
        resolve()
        return new Promise((done) => {
          decide = () => done(undefined)
        })
      })
    })
    const bench = await startGateway({ callbacks })
    const client = await bench.login('tA')
    client.send(24, messageBody([7, 101, 5, 201], 'x'))
    await asked
    const closed = bench.gateway.close({ timeout: 5000 })
    decide()
    expect((await client.wait(5)).body.readInt8(4)).toBe(0)
    await closed
  })

  it.each(['tcp', 'websocket'] as const)(
    'does not wait for a client over %s that has sent more than could be read',
    async (over) => {
      const store = memoryStore()
      let finish: () => void = () => undefined
      const disk = new Promise<void>((resolve) => {
        finish = resolve
      })
      const append = store.append.bind(store)
      store.append = (message) => disk.then(() => append(message))
      const bench = await startGateway({ store, limits: { inFlight: 1 } })
      const client = await (await bench.connect(over)).login('tA')
      const body = messageBody([7, 101, 5, 201], 'x'.repeat(30_000))
      for (let each = 0; each < 20; each++) client.send(24, body)
      await until(() => bench.gateway.stats().inFlight === 1)
      const closed = bench.gateway.close({ timeout: 60_000 })
      finish()
      await closed
      expect(client.frames.filter(({ command }) => command === 5)).toHaveLength(1)
      await bench.close()
    },
  )

  it('does not wait for a stranger who has sent half a request', async () => {
    const bench = await startGateway()
    const socket = connect({ port: bench.ports.websocket, host: '127.0.0.1' }).on('error', () => undefined)
    await once(socket, 'connect')
    socket.write('GET /ws HTTP/1.1\r\nHost: x\r\n')
    // Another connection's answer: the half request was read before.
    await fetch(`http://127.0.0.1:${bench.ports.websocket}/`)
    const ended = once(socket, 'close')
    await bench.gateway.close({ timeout: 100 })
    await ended
  })
})

it('a connection that was turned away is closed, also when the other end keeps it open', async () => {
  const bench = await startGateway()
  const socket = connect({ port: bench.ports.websocket, host: '127.0.0.1', allowHalfOpen: true })
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk
  })
  socket.on('error', () => undefined)
  socket.write(
    'GET /other HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  )
  await once(socket, 'end')
  expect(answer).toContain('404')
  // Whoever writes to a connection that is closed is told so.
  const closed = new Promise((resolve) => socket.once('close', resolve))
  const writing = setInterval(() => socket.write('more'), 10)
  await closed
  clearInterval(writing)
  await bench.close()
})
