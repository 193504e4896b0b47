import { Deadline, expired } from '../src/deadline.js'
import { manualClock } from './support/manual-clock.js'
import { now } from './support/requests.js'

describe('Deadline', () => {
  const setUp = (ms: number) => {
    const time = manualClock(now)
    return { time, deadline: new Deadline(() => now + ms - time.clock(), time.timers) }
  }
  const never = new Promise<string>(() => undefined)

  it('is over for every race once it has passed, and for those that start later', async () => {
    const { time, deadline } = setUp(100)
    const races = [deadline.race(never), deadline.race(never)]
    await time.advance(100)
    for (const race of races) expect(await race).toBe(expired)
    expect(await deadline.race(Promise.resolve('late'))).toBe(expired)
  })

  it('passes at once when it begins too late', async () => {
    const { time, deadline } = setUp(100)
    await time.advance(500)
    const race = deadline.race(never)
    await time.advance(0)
    expect(await race).toBe(expired)
  })

  it('lets results and failures through, and forgets its timer when told to', async () => {
    const { time, deadline } = setUp(100)
    expect(await deadline.race(Promise.resolve('in time'))).toBe('in time')
    await expect(deadline.race(Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(time.pending()).toBe(1)
    deadline.clear()
    expect(time.pending()).toBe(0)
  })
})
