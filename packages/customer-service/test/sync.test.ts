import { int64Body, messageBody } from './support/bodies.js'
import { startGateway, type TestGateway } from './support/gateway.js'
import type { RawClient } from './support/raw-client.js'

const names = (frames: readonly { command: number }[]) => frames.map(({ command }) => command)
const keyIn = (frames: readonly { command: number; body: Buffer }[], command: number) =>
  frames.find((frame) => frame.command === command)?.body.readBigInt64BE(0)

describe('sync', () => {
  let bench: TestGateway
  afterEach(() => bench.close())

  const send = async (client: RawClient, count: number, size = 10) => {
    for (let each = 0; each < count; each++) client.send(24, messageBody([7, 101, 5, 201], 'x'.repeat(size)))
    await client.take(2 * count)
  }
  const sync = async (client: RawClient, key: number | bigint) => {
    client.send(26, int64Body(key))
    return client.until(28)
  }

  it('answers pages bounded by count, and a notify while there is more', async () => {
    bench = await startGateway({ limits: { syncCount: 2 } })
    await send(await bench.login('tA'), 5)
    const seller = await bench.login('tS')
    const first = await sync(seller, 0)
    expect(names(first)).toEqual([27, 24, 24, 28])
    expect(keyIn(first, 28)).toBe(2n)
    expect((await seller.next()).body.readBigInt64BE(0)).toBe(3n)
    expect(keyIn(await sync(seller, 2), 28)).toBe(4n)
    await seller.wait(29)
    const last = await sync(seller, 4)
    expect([names(last), keyIn(last, 28)]).toEqual([[27, 24, 28], 5n])
    expect(await seller.drain()).toEqual([])
  })

  it('answers pages bounded by bytes', async () => {
    bench = await startGateway({ limits: { syncBytes: 70_000 } })
    await send(await bench.login('tA'), 3, 30_000)
    const seller = await bench.login('tS')
    expect(keyIn(await sync(seller, 0), 28)).toBe(2n)
  })

  it('answers the key when there is nothing new, and the newest msgid to a key from elsewhere', async () => {
    bench = await startGateway()
    const client = await bench.login('tA')
    expect(keyIn(await sync(client, 0), 28)).toBe(0n)
    expect(keyIn(await sync(client, 99), 28)).toBe(99n)
    await send(client, 1)
    expect(keyIn(await sync(client, 1), 28)).toBe(1n)
    expect(keyIn(await sync(client, 99), 28)).toBe(1n)
  })

  it('begins from the key a user has reported, on any device', async () => {
    bench = await startGateway()
    const client = await bench.login('tA')
    await send(client, 3)
    client.send(34, int64Body(2))
    client.send(34, int64Body(1))
    client.send(34, int64Body(-4))
    expect(names(await sync(await bench.login('tA', { device: 'dev-2' }), 0))).toEqual([27, 24, 28])
  })

  it('begins from the key of a device with syncKeys: device', async () => {
    bench = await startGateway({ syncKeys: 'device' })
    const client = await bench.login('tA')
    await send(client, 3)
    client.send(34, int64Body(3))
    expect(names(await sync(client, 0))).toEqual([27, 28])
    expect(names(await sync(await bench.login('tA', { device: 'dev-2' }), 0))).toHaveLength(5)
  })

  it('is ignored before the login, and a short one closes', async () => {
    bench = await startGateway()
    const client = await bench.connect()
    client.send(26, int64Body(0))
    client.send(34, int64Body(5))
    expect(await client.drain()).toEqual([])
    client.send(26, Buffer.alloc(4))
    await client.closed
  })

  it('leaves out copies with copies: notify, for clients of 2018', async () => {
    bench = await startGateway({ copies: 'notify' })
    const seller = await bench.login('tS')
    const client = await bench.login('tA', { version: 1 })
    client.send(24, messageBody([7, 101, 5, 201], 'x'), { version: 1 })
    expect(names([await client.next()])).toEqual([5])
    expect(names(await seller.drain())).toEqual([29])
    expect(names(await sync(seller, 0))).toEqual([27, 24, 28])
  })

  it('keeps no key beyond what the queue has: other devices would miss what comes until then', async () => {
    bench = await startGateway()
    const first = await bench.login('tS')
    first.send(34, int64Body(0x7fffffffffffffffn))
    await first.drain()
    await send(await bench.login('tA'), 3)
    expect(names(await sync(await bench.login('tS'), 0))).toEqual([27, 24, 24, 24, 28])
  })
})
