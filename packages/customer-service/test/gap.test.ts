import { manualClock } from '@im-callback/testing'
import { localRouter, memoryStore } from '../src/index.js'
import { messageBody } from './support/bodies.js'
import { startGateway } from './support/gateway.js'
import { until } from './support/until.js'

describe('after a gap between nodes', () => {
  it('every client is told to sync, also when the database has to be asked again', async () => {
    const time = manualClock()
    const store = memoryStore()
    const router = localRouter()
    let tellGap: () => void = () => undefined
    router.onGap = (tell) => {
      tellGap = tell
    }
    const bench = await startGateway({ store, router, timers: time.timers })
    const [customer, seller] = [await bench.login('tA'), await bench.login('tS')]
    customer.send(24, messageBody([7, 101, 5, 201], 'x'))
    await customer.wait(5)
    await seller.drain()

    let asked = 0
    const newest = store.newest.bind(store)
    store.newest = (user) => (++asked === 1 ? Promise.reject(new Error('cut off')) : newest(user))
    tellGap()
    await until(() => asked === 1)
    await time.advance(1000)
    for (const client of [customer, seller]) expect((await client.wait(29)).body.readBigInt64BE(0)).toBe(1n)
    await bench.close()
  })
})
