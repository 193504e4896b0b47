import { manualClock } from '@im-callback/testing'
import { startGateway } from './support/gateway.js'
import { until } from './support/until.js'

describe('a connection', () => {
  const start = async (limits = {}) => {
    const time = manualClock()
    const bench = await startGateway({ clock: time.clock, timers: time.timers, limits })
    return { time, bench }
  }

  it('that is silent for 360 seconds is closed, one that pings is not', async () => {
    const { time, bench } = await start()
    const [silent, alive] = [await bench.login('tA'), await bench.login('tB')]
    for (let minute = 0; minute < 6; minute++) {
      await time.advance(60_000)
      await alive.drain()
    }
    expect([silent.isClosed, alive.isClosed]).toEqual([false, false])
    await time.advance(2000)
    await silent.closed
    await alive.drain()
    await bench.close()
  })

  it('that does not log in within loginTime is closed, whatever it pings', async () => {
    const { time, bench } = await start({ loginTime: 10_000 })
    const client = await bench.connect()
    await client.drain()
    await time.advance(12_000)
    await client.closed
    await bench.close()
  })

  it('that takes nothing for writeTime is closed', async () => {
    const { time, bench } = await start({ writeTime: 5000 })
    const seller = await bench.login('tS')
    seller.pause()
    const customer = await bench.login('tA')
    const content = 'x'.repeat(30_000)
    for (let each = 0; each < 400; each++) {
      await bench.gateway.post({ from: { appId: 7, uid: 101 }, to: { appId: 1453, uid: 201 }, content })
    }
    await customer.drain()
    await time.advance(3000)
    expect(bench.gateway.stats().connections).toBe(2)
    await time.advance(5000)
    await until(() => bench.gateway.stats().connections === 1)
    await bench.close()
  })

  it('is not closed because the clock of the machine was set', async () => {
    const time = manualClock()
    const later = Date.now() + 3_600_000
    const now = jest.spyOn(Date, 'now')
    const bench = await startGateway({ timers: time.timers })
    const client = await bench.login('tA')
    now.mockReturnValue(later)
    await time.advance(2000)
    expect(await client.drain()).toEqual([])
    now.mockRestore()
    await bench.close()
  })
})
