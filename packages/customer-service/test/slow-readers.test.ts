import { memoryStore } from '../src/index.js'
import { int64Body, messageBody } from './support/bodies.js'
import { startGateway } from './support/gateway.js'

describe('a client that does not read', () => {
  it.each(['tcp', 'websocket'] as const)(
    'costs a bounded piece of memory over %s, and is told to sync when it does',
    async (over) => {
      const store = memoryStore()
      const bench = await startGateway({ store })
      const seller = await (await bench.connect(over)).login('tS')
      seller.pause()
      const customer = await bench.login('tA')
      const count = 1000
      const body = messageBody([7, 101, 5, 201], 'x'.repeat(30_000))
      for (let each = 0; each < count; each++) {
        customer.send(24, body)
        await customer.wait(5)
      }
      const newest = await store.newest({ appId: 1453n, uid: 201n })
      expect(newest).toBe(BigInt(count))
      seller.resume()
      const frames = []
      do frames.push(await seller.next())
      while (frames.at(-1)?.command !== 29 || frames.at(-1)?.body.readBigInt64BE(0) !== newest)
      const copies = frames.filter(({ command }) => command === 24)
      // What the system keeps for both ends of a connection, and our own 256 KiB.
      expect(copies.length * 30_000).toBeLessThan(16 * 1024 * 1024)
      seller.send(26, int64Body(newest - 1n))
      expect((await seller.until(28)).filter(({ command }) => command === 24)).toHaveLength(1)
      await bench.close()
    },
    60_000,
  )

  it.each(['tcp', 'websocket'] as const)(
    'is told so over %s, however small its outbox is',
    async (over) => {
      const store = memoryStore()
      const bench = await startGateway({ store, limits: { outbox: 4000 } })
      const seller = await (await bench.connect(over)).login('tS')
      seller.pause()
      const customer = await bench.login('tA')
      const body = messageBody([7, 101, 5, 201], 'x'.repeat(8000))
      for (let each = 0; each < 1500; each++) {
        customer.send(24, body)
        await customer.wait(5)
      }
      seller.resume()
      let newest = 0n
      while (newest < 1500n) newest = (await seller.wait(29)).body.readBigInt64BE(0)
      await bench.close()
    },
    60_000,
  )

  it('is not sent page after page', async () => {
    const bench = await startGateway({ limits: { syncBytes: 256 * 1024 } })
    const customer = await bench.login('tA')
    const body = messageBody([7, 101, 5, 201], 'x'.repeat(30_000))
    for (let each = 0; each < 10; each++) customer.send(24, body)
    await customer.take(20)
    const seller = await bench.login('tS')
    seller.pause()
    const before = process.memoryUsage().arrayBuffers
    // 500 MiB of pages, if all of them were written.
    for (let each = 0; each < 2000; each++) seller.send(26, int64Body(-1))
    // Others are served while this one is behind.
    for (let each = 0; each < 100; each++) await customer.drain()
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100 * 1024 * 1024)
    await bench.close()
  }, 60_000)
})
