import { type CallbackJob, errorText, readJob, Slots, systemTimers } from '../src/queue.js'
import { listenerLimit } from './support/listener-limit.js'
import { manualClock } from './support/manual-clock.js'
import { gate } from './support/requests.js'

describe('Slots', () => {
  it('count what runs, and tell when there is a free one', async () => {
    const slots = new Slots(2, systemTimers)
    const gates = [gate<void>(), gate<void>()]
    for (const { promise } of gates) slots.run(() => promise)
    expect([slots.active, slots.free]).toEqual([2, 0])
    const free = slots.whenFree()
    gates[0]?.open()
    await free
    expect([slots.active, slots.free]).toEqual([1, 1])
    await slots.whenFree()
  })

  it('lets any number of jobs listen to the signal', () => {
    const slots = new Slots(1, systemTimers)
    slots.run(async (signal) => expect(listenerLimit(signal)).toBe(0))
    expect.assertions(1)
  })

  it('finish waits for what runs, and leaves no timer', async () => {
    const time = manualClock(0)
    const slots = new Slots(1, time.timers)
    const work = gate<void>()
    let signal: AbortSignal | undefined
    slots.run((given) => {
      signal = given
      return work.promise
    })
    const finished = slots.finish(1000, new Error('closed'))
    expect(signal?.aborted).toBe(false)
    work.open()
    expect(await finished).toBe(true)
    expect(time.pending()).toBe(0)
  })

  it('finish gives up after the timeout and aborts with the reason', async () => {
    const time = manualClock(0)
    const slots = new Slots(1, time.timers)
    const reason = new Error('closed')
    let signal: AbortSignal | undefined
    slots.run((given) => {
      signal = given
      return new Promise(() => undefined)
    })
    const finished = slots.finish(1000, reason)
    await time.advance(999)
    expect(signal?.aborted).toBe(false)
    await time.advance(1)
    expect(await finished).toBe(false)
    expect(signal?.reason).toBe(reason)
  })
})

describe('readJob', () => {
  const job: CallbackJob = {
    CallbackCommand: 'a',
    URLParams: { SdkAppid: '1', CallbackCommand: 'a', ClientIP: '::1' },
    Body: '{}',
    Id: 'x',
    ReceivedAt: 5,
    Attempt: 1,
  }

  it('reads what it is, and leaves out what it does not know', () => {
    expect(readJob({ ...job, Handler: null })).toEqual(job)
  })

  it.each([
    [null, 'JSON object'],
    [[], 'JSON object'],
    ['{}', 'JSON object'],
    [{ ...job, CallbackCommand: 1 }, "A job's CallbackCommand is a text"],
    [{ ...job, Body: undefined }, "A job's Body is a text"],
    [{ ...job, Id: 7 }, "A job's Id is a text"],
    [{ ...job, URLParams: [] }, "A job's URLParams is an object"],
    [{ ...job, URLParams: { SdkAppid: '1' } }, "A job's URLParams.CallbackCommand is a text"],
    [{ ...job, URLParams: { ...job.URLParams, ClientIP: {} } }, "A job's URLParams.ClientIP is a text"],
    [{ ...job, ReceivedAt: '5' }, "A job's ReceivedAt is a number"],
    [{ ...job, Attempt: Number.NaN }, "A job's Attempt is a number"],
  ])('refuses %j', (value, message) => {
    expect(() => readJob(value)).toThrow(message)
  })
})

describe('errorText', () => {
  it('shows stacks, other things as text, and not too much of either', () => {
    expect(errorText(new Error('no'))).toMatch(/^Error: no\n {4}at /)
    expect(errorText('plain')).toBe('plain')
    expect(errorText(undefined)).toBe('undefined')
    expect(errorText('x'.repeat(1e6))).toHaveLength(8000)
  })

  it('survives what cannot be shown', () => {
    expect(errorText(Object.create(null))).toContain('cannot be shown')
  })
})
