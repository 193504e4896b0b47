import { assignSellers, memoryStore } from '../src/index.js'
import { messageBody } from './support/bodies.js'
import { startGateway } from './support/gateway.js'

const customer = (uid: number) => ({ appId: 7n, uid: BigInt(uid) })
const request = (uid: number, storeId = 5n) => ({ customer: customer(uid), storeId })
const sellers = { 5: [201, 202, 203], 6: [204n] }

describe('assignSellers', () => {
  it('fixed: any seller of the shop, and then the same one', async () => {
    const draws = [0.5, 0.99]
    const assignment = assignSellers({ mode: 'fixed', sellers, random: () => draws.shift() ?? 0 })
    expect(await assignment.assign(request(1))).toBe(202n)
    expect(await assignment.assign(request(2))).toBe(203n)
    expect(await assignment.assign(request(1))).toBe(202n)
    expect(await assignment.assign(request(1, 6n))).toBe(204n)
    expect(await assignment.assign(request(1, 99n))).toBeUndefined()
  })

  it('fixed: another one when the seller has left the shop', async () => {
    let members = [201]
    const assignment = assignSellers({ mode: 'fixed', sellers: () => members })
    expect(await assignment.assign(request(1))).toBe(201n)
    members = [202]
    expect(await assignment.assign(request(1))).toBe(202n)
  })

  it('online: only who is connected, and another one when the seller has gone', async () => {
    const online = new Set([202n])
    const isOnline = (seller: bigint) => online.has(seller)
    const assignment = assignSellers({ mode: 'online', sellers, isOnline })
    expect(await assignment.assign(request(1))).toBe(202n)
    online.delete(202n)
    expect(await assignment.assign(request(1))).toBeUndefined()
    online.add(203n)
    expect(await assignment.assign(request(1))).toBe(203n)
  })

  it('order: the seller with the fewest customers, shop by shop', async () => {
    const assignment = assignSellers({ mode: 'order', sellers: { 5: [201, 202], 6: [201, 202] } })
    const given = []
    for (const uid of [1, 2, 3, 1]) given.push(await assignment.assign(request(uid)))
    expect(given).toEqual([201n, 202n, 201n, 201n])
    expect(await assignment.assign(request(1, 6n))).toBe(201n)
  })

  it('broadcast: all of them', async () => {
    expect(await assignSellers({ mode: 'broadcast', sellers }).assign(request(1))).toEqual([201n, 202n, 203n])
  })

  it('gives a customer who asks twice at once one seller', async () => {
    const assignment = assignSellers({ mode: 'order', sellers })
    const both = Promise.all([assignment.assign(request(1)), assignment.assign(request(1))])
    expect(await both).toEqual([201n, 201n])
    expect(await assignment.assign(request(2))).toBe(202n)
  })

  it('asks again after a memory that failed', async () => {
    let isDown = true
    const memory = {
      get: () => {
        if (isDown) throw new Error('the database is gone')
        return undefined
      },
      set: () => undefined,
    }
    const assignment = assignSellers({ mode: 'order', sellers, memory })
    await expect(assignment.assign(request(1))).rejects.toThrow('the database is gone')
    isDown = false
    expect(await assignment.assign(request(1))).toBe(201n)
  })

  it.each([
    [{ mode: 'ordr', sellers }, 'mode is "ordr"'],
    [{ sellers }, 'give a mode'],
    [{ mode: 'online', sellers }, 'needs isOnline'],
    [{ mode: 'order' }, 'sellers is'],
    [{ mode: 'order', sellers: { 5: [1.5] } }, 'a seller is 1.5'],
    [{ mode: 'order', sellers, rnd: 1 }, 'no option "rnd"'],
  ])('refuses %j', (options, message) => {
    expect(() => assignSellers(options as never)).toThrow(message)
  })
})

describe('a gateway with an assignment', () => {
  const wide = { count: 10, bytes: 1e6 }
  const start = async (mode: 'order' | 'broadcast') => {
    const store = memoryStore()
    const bench = await startGateway({ store, assignment: assignSellers({ mode, sellers }) })
    const client = await bench.login('tA')
    const send = async (seller: number, storeId = 5) => {
      client.send(24, messageBody([7, 101, storeId, seller], 'x'))
      return (await client.wait(5)).body.readInt8(4)
    }
    const sellersIn = async (uid: number) =>
      (await store.page({ appId: 1453n, uid: BigInt(uid) }, 0n, wide)).messages.map(({ body }) =>
        Buffer.from(body).readBigInt64BE(24),
      )
    return { bench, send, sellersIn }
  }

  it('stores messages without a seller with the one that was chosen', async () => {
    const { bench, send, sellersIn } = await start('order')
    expect([await send(0), await send(0)]).toEqual([0, 0])
    expect(await sellersIn(201)).toEqual([201n, 201n])
    expect(await send(0, 99)).toBe(103)
    await bench.close()
  })

  it('refuses sellers of other shops with 104', async () => {
    const { bench, send, sellersIn } = await start('order')
    expect([await send(204), await send(203)]).toEqual([104, 0])
    expect([await sellersIn(204), await sellersIn(203)]).toEqual([[], [203n]])
    await bench.close()
  })

  it('stores a broadcast for every seller, once for the customer', async () => {
    const { bench, send, sellersIn } = await start('broadcast')
    const listening = await bench.login('tT')
    expect(await send(0)).toBe(0)
    expect(await Promise.all([201, 202, 203].map(sellersIn))).toEqual([[0n], [0n], [0n]])
    expect((await listening.drain()).map(({ command }) => command)).toEqual([37, 24, 29])
    await bench.close()
  })
})
