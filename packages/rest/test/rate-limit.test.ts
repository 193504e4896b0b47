import { RateLimitedError } from '@im-callback/rest'
import { manualClock } from '@im-callback/testing'
import fc from 'fast-check'
import { RateLimits } from '../src/client/rate-limit.js'
import { clientOf } from './support/client.js'
import { startService } from './support/service.js'

describe('a rate limit', () => {
  it('is never broken, gives turns in order, and none later than it must be', () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 200 }),
        pauses,
        (calls, per, gaps) => {
          let now = 0
          const limits = new RateLimits({ clock: () => now, longestWait: 1e9, rates: () => [{ calls, per }] })
          const turns: number[] = []
          for (const gap of gaps) {
            now += gap
            turns.push(now + (limits.take('a/b') ?? Number.NaN))
            const [turn = 0, free] = [turns.at(-1), turns.at(-1 - calls)]
            expect(turn).toBe(Math.max(now, turns.at(-2) ?? 0, (free ?? Number.NEGATIVE_INFINITY) + per))
          }
        },
      ),
      { seed: 20261120, numRuns: 300 },
    )
  })

  it('counts endpoints apart', () => {
    const limits = new RateLimits({ clock: () => 0, longestWait: 0, rates: () => [{ calls: 1, per: 1000 }] })
    expect([limits.take('a/b'), limits.take('a/c'), limits.take('a/b')]).toEqual([0, 0, undefined])
  })

  it('takes no turn from others when it refuses one', () => {
    let now = 0
    const limits = new RateLimits({
      clock: () => now,
      longestWait: 500,
      rates: () => [{ calls: 1, per: 1000 }],
    })
    expect([limits.take('a/b'), limits.take('a/b'), limits.take('a/b')]).toEqual([0, undefined, undefined])
    now = 600
    expect([limits.take('a/b'), limits.take('a/b')]).toEqual([400, undefined])
  })

  it('does not wait for a clock that was put back', () => {
    let now = 1e12
    const limits = new RateLimits({
      clock: () => now,
      longestWait: 10_000,
      rates: () => [{ calls: 1, per: 1000 }],
    })
    limits.take('a/b')
    now -= 3_600_000
    expect([limits.take('a/b'), limits.take('a/b')]).toEqual([0, 1000])
  })
})

describe('a client', () => {
  it('holds calls back until their turn', async () => {
    const time = manualClock()
    const service = await startService()
    const client = clientOf(service, { clock: time.clock, timers: time.timers })
    const body = { CheckItem: [{ UserID: 'alice' }] }
    const calls = Array.from({ length: 101 }, () => client.account.check(body))
    await Promise.all(calls.slice(0, 100))
    expect(service.received).toHaveLength(100)
    await time.advance(999)
    expect(service.received).toHaveLength(100)
    await time.advance(1)
    await calls[100]
    expect(service.received).toHaveLength(101)
  })

  it.each([
    ['once a second', 1000, 1],
    ['100 times a day', 1000, 100],
  ])('pushes to all users no more than %s', async (_, interval, count) => {
    const time = manualClock()
    const service = await startService()
    const client = clientOf(service, { clock: time.clock, rateLimit: { maxWait: 500 } })
    const push = () => client.push.push({ From_Account: 'admin', MsgRandom: 1, MsgBody: [] })
    for (let i = 0; i < count; i++) {
      await push()
      if (i < count - 1) await time.advance(interval)
    }
    if (count > 1) await time.advance(interval)
    const failed = await push().catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(RateLimitedError)
    expect(failed).toMatchObject({
      attempts: 0,
      code: undefined,
      message: /its rate limit keeps this call waiting/,
    })
    expect(service.received).toHaveLength(count)
  })

  it('leaves it to the platform when that is wanted', async () => {
    const service = await startService()
    const client = clientOf(service, { rateLimit: false })
    const push = () => client.push.push({ From_Account: 'admin', MsgRandom: 1, MsgBody: [] })
    await Promise.all([push(), push(), push()])
    expect(service.received).toHaveLength(3)
  })
})
