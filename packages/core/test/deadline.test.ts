import { Deadline } from '../src/deadline.js'
import { manualClock } from './support/manual-clock.js'
import { now } from './support/requests.js'

describe('Deadline', () => {
  const setUp = (ms: number) => {
    const time = manualClock(now)
    return { time, deadline: new Deadline(() => now + ms - time.clock(), time.timers) }
  }
  const never = new Promise<string>(() => undefined)
  const tooLate = () => 'too late'

  it('is over for every race once it has passed, and for those that start later', async () => {
    const { time, deadline } = setUp(100)
    const races = [deadline.race(never, tooLate), deadline.race(never, async () => 'later')]
    await time.advance(100)
    expect(await Promise.all(races)).toEqual(['too late', 'later'])
    expect(await deadline.race(never, tooLate)).toBe('too late')
  })

  it('passes at once when it begins too late', async () => {
    const { time, deadline } = setUp(100)
    await time.advance(500)
    const race = deadline.race(never, tooLate)
    await time.advance(0)
    expect(await race).toBe('too late')
  })

  it('rejects with what tooLate throws', async () => {
    const { time, deadline } = setUp(100)
    const race = deadline.race(never, () => {
      throw new Error('late')
    })
    const rejected = expect(race).rejects.toThrow('late')
    await time.advance(100)
    await rejected
  })

  it('lets results and failures through, and forgets its timer when told to', async () => {
    const { time, deadline } = setUp(100)
    expect(await deadline.race(Promise.resolve('in time'), tooLate)).toBe('in time')
    await expect(deadline.race(Promise.reject(new Error('no')), tooLate)).rejects.toThrow('no')
    expect(time.pending()).toBe(1)
    deadline.clear()
    expect(time.pending()).toBe(0)
  })
})
