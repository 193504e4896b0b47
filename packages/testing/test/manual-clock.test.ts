import { CallbackHandler } from '@im-callback/core'
import { manualClock, payload } from '../src/index.js'

describe('manualClock', () => {
  it('stands still until it is moved', async () => {
    const time = manualClock(1000)
    expect(time.clock()).toBe(1000)
    await time.advance(250)
    expect(time.clock()).toBe(1250)
    expect(time.now).toBe(1250)
  })

  it('runs timers in the order of their times, and of setting where these are equal', async () => {
    const { timers, clock, advance } = manualClock(0)
    const ran: [string, number][] = []
    const run = (name: string) => () => void ran.push([name, clock()])
    timers.set(run('late'), 30)
    timers.set(run('early'), 10)
    timers.set(run('also early'), 10)
    timers.set(run('not yet'), 31)
    await advance(30)
    expect(ran).toEqual([
      ['early', 10],
      ['also early', 10],
      ['late', 30],
    ])
  })

  it('lets promises settle between timers, so that what they set off comes in time', async () => {
    const { timers, clock, advance } = manualClock(0)
    const ran: number[] = []
    const sleep = (ms: number) => new Promise<void>((resolve) => timers.set(resolve, ms))
    const work = async () => {
      for (let i = 0; i < 3; i++) {
        await sleep(10)
        ran.push(clock())
      }
    }
    const done = work()
    await advance(30)
    await done
    expect(ran).toEqual([10, 20, 30])
  })

  it('forgets cleared timers and ignores unknown handles', async () => {
    const { timers, advance } = manualClock()
    const callback = jest.fn()
    timers.clear(timers.set(callback, 10))
    timers.clear(undefined)
    await advance(100)
    expect(callback).not.toHaveBeenCalled()
  })

  it('drives the deadline of a handler', async () => {
    const { clock, timers, advance } = manualClock()
    const logger = { info() {}, warn() {}, error() {} }
    const im = new CallbackHandler({ clock, timers, logger, deadline: 1800, onTimeout: 'reject' })
    im.on('C2C.CallbackBeforeSendMsg', () => new Promise(() => {}))
    const body = payload('C2C.CallbackBeforeSendMsg')
    const reply = im.handle(im.createEvent('C2C.CallbackBeforeSendMsg', {}, body))
    await advance(1800)
    expect(await reply).toMatchObject({ ErrorCode: 1 })
  })
})
