import fc from 'fast-check'
import { CallbackError, type CallbackJob, MemoryQueue, type MemoryQueueOptions } from '../src/index.js'
import { WaitingLine } from '../src/queue/waiting-line.js'
import { listenerLimit } from './support/listener-limit.js'
import { manualClock } from './support/manual-clock.js'
import { gate, now } from './support/requests.js'

const job = (id: number | string): CallbackJob => ({
  CallbackCommand: 'C2C.CallbackAfterSendMsg',
  URLParams: { SdkAppid: '', CallbackCommand: 'C2C.CallbackAfterSendMsg' },
  Body: '{}',
  Id: String(id),
  ReceivedAt: now,
  Attempt: 1,
})

function setUp(options: MemoryQueueOptions = {}) {
  const time = manualClock(now)
  const queue = new MemoryQueue({ clock: time.clock, timers: time.timers, random: () => 1, ...options })
  return { queue, time }
}

describe('MemoryQueue', () => {
  it('handles jobs in their order, after the enqueuing turn', async () => {
    const { queue, time } = setUp({ concurrency: 1 })
    const handled: string[] = []
    queue.consume(async ({ Id }) => void handled.push(Id))
    for (const id of [1, 2, 3]) await queue.enqueue(job(id))
    expect(handled).toEqual([])
    expect(queue.stats()).toEqual({ waiting: 3, active: 0, delayed: 0, failed: 0 })
    await time.advance(0)
    expect(handled).toEqual(['1', '2', '3'])
  })

  it('keeps jobs until there is a consumer', async () => {
    const { queue, time } = setUp()
    await queue.enqueue(job(1))
    const handled: string[] = []
    queue.consume(async ({ Id }) => void handled.push(Id))
    await time.advance(0)
    expect(handled).toEqual(['1'])
  })

  it('handles no more at once than its concurrency', async () => {
    const { queue, time } = setUp({ concurrency: 2 })
    const gates = [gate(), gate(), gate()]
    queue.consume(({ Id }) => gates[Number(Id)]?.promise ?? Promise.resolve())
    for (const id of [0, 1, 2]) await queue.enqueue(job(id))
    await time.advance(0)
    expect(queue.stats()).toMatchObject({ waiting: 1, active: 2 })
    gates[0]?.open()
    await time.advance(0)
    expect(queue.stats()).toMatchObject({ waiting: 0, active: 2 })
  })

  it('starts assistants when it is full, refuses when they are busy too, and retires them when it is empty', async () => {
    const { queue, time } = setUp({ capacity: 2, concurrency: 1, assistants: 1 })
    const hold = gate()
    queue.consume(() => hold.promise)
    for (const id of [1]) await queue.enqueue(job(id))
    await time.advance(0)
    for (const id of [2, 3, 4]) await queue.enqueue(job(id))
    expect(queue.consumers()).toEqual({ master: 1, assist: 1 })
    expect(queue.stats()).toMatchObject({ waiting: 2, active: 2 })
    await expect(queue.enqueue(job(5))).rejects.toMatchObject({ code: 'queue_unavailable' })
    hold.open()
    await time.advance(0)
    expect(queue.consumers()).toEqual({ master: 1, assist: 0 })
    expect(queue.stats()).toMatchObject({ waiting: 0, active: 0 })
    await queue.enqueue(job(5))
  })

  it('without a consumer a full queue has no assistant to start', async () => {
    const { queue } = setUp({ capacity: 1 })
    await queue.enqueue(job(1))
    await expect(queue.enqueue(job(2))).rejects.toThrow('1 jobs are waiting. Raise capacity or concurrency.')
  })

  it('tries failed jobs again, later each time, and keeps the last failure', async () => {
    const { queue, time } = setUp({ retry: { attempts: 3, minDelay: 1000, maxDelay: 1500 } })
    const attempts: [number, number][] = []
    queue.consume(async ({ Attempt }) => {
      attempts.push([Attempt, time.clock() - now])
      throw new Error(`no ${Attempt}`)
    })
    await queue.enqueue(job(1))
    await time.advance(0)
    expect(queue.stats()).toMatchObject({ delayed: 1, active: 0 })
    await time.advance(5000)
    expect(attempts).toEqual([
      [1, 0],
      [2, 1000],
      [3, 2500],
    ])
    expect(queue.stats()).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 1 })
    const [letter] = await queue.deadLetters.list()
    expect(letter).toMatchObject({
      job: { Id: '1', Attempt: 3 },
      error: expect.stringContaining('Error: no 3'),
      raw: undefined,
      failedAt: now + 2500,
    })
  })

  it('spreads retries between half and all of the delay', async () => {
    const { queue, time } = setUp({ random: () => 0 })
    let tries = 0
    queue.consume(async () => {
      tries++
      throw new Error('no')
    })
    await queue.enqueue(job(1))
    await time.advance(499)
    expect(tries).toBe(1)
    await time.advance(1)
    expect(tries).toBe(2)
  })

  it('counts jobs between two attempts as waiting for room', async () => {
    const { queue, time } = setUp({ capacity: 1, assistants: 0 })
    queue.consume(async () => {
      throw new Error('no')
    })
    await queue.enqueue(job(1))
    await time.advance(0)
    await expect(queue.enqueue(job(2))).rejects.toMatchObject({ code: 'queue_unavailable' })
  })

  it('a poisonous job holds up no other', async () => {
    const { queue, time } = setUp({ concurrency: 1 })
    const handled: string[] = []
    queue.consume(async ({ Id }) => {
      if (Id === 'poison') throw new Error('no')
      handled.push(Id)
    })
    for (const id of ['poison', 'a', 'b']) await queue.enqueue(job(id))
    await time.advance(0)
    expect(handled).toEqual(['a', 'b'])
  })

  it('replays and discards dead letters, and keeps a limited number', async () => {
    const { queue, time } = setUp({ retry: { attempts: 1 }, deadLetterLimit: 2 })
    let isBroken = true
    queue.consume(async () => {
      if (isBroken) throw new Error('no')
    })
    for (const id of [1, 2, 3]) await queue.enqueue(job(id))
    await time.advance(0)
    const letters = await queue.deadLetters.list()
    expect(letters.map(({ job }) => job?.Id)).toEqual(['2', '3'])
    const [second, third] = letters.map(({ id }) => id) as [string, string]
    isBroken = false
    expect(await queue.deadLetters.replay(second)).toBe(true)
    expect(await queue.deadLetters.replay(second)).toBe(false)
    expect(await queue.deadLetters.discard(third)).toBe(true)
    expect(await queue.deadLetters.discard(third)).toBe(false)
    await time.advance(0)
    expect(queue.stats()).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 })
  })

  it('drains on close: what waits and what is delayed is handled first, and nothing more is taken', async () => {
    const { queue, time } = setUp({ concurrency: 1 })
    const handled: string[] = []
    let failures = 1
    queue.consume(async ({ Id }) => {
      if (Id === '1' && failures-- > 0) throw new Error('not yet')
      handled.push(Id)
    })
    for (const id of [1, 2, 3]) await queue.enqueue(job(id))
    await time.advance(0)
    await queue.enqueue(job(4))
    const closed = queue.close()
    await expect(queue.enqueue(job(5))).rejects.toMatchObject({ code: 'queue_unavailable' })
    await time.advance(0)
    await closed
    expect(handled).toEqual(['2', '3', '4', '1'])
    expect(time.pending()).toBe(0)
  })

  it('gives up draining after the timeout and tells the handlers', async () => {
    const { queue, time } = setUp()
    let signal: AbortSignal | undefined
    queue.consume((_job, given) => {
      signal = given
      return new Promise(() => undefined)
    })
    await queue.enqueue(job(1))
    await time.advance(0)
    const closed = queue.close({ timeout: 500 })
    await time.advance(499)
    expect(signal?.aborted).toBe(false)
    await time.advance(1)
    await closed
    expect(signal?.aborted).toBe(true)
    expect(queue.stats().active).toBe(1)
  })

  it('closes once, however often it is asked to', async () => {
    const { queue, time } = setUp()
    const hold = gate()
    queue.consume(() => hold.promise)
    await queue.enqueue(job(1))
    await time.advance(0)
    const closes = [queue.close({ timeout: 1000 }), queue.close()]
    hold.open()
    await Promise.all(closes)
    expect(time.clock()).toBe(now)
  })

  it('without draining finishes what runs and leaves what waits', async () => {
    const { queue, time } = setUp({ concurrency: 1 })
    const hold = gate()
    const handled: string[] = []
    queue.consume(async ({ Id }, signal) => {
      await hold.promise
      handled.push(`${Id} ${signal.aborted}`)
    })
    for (const id of [1, 2]) await queue.enqueue(job(id))
    await time.advance(0)
    const closed = queue.close({ drain: false })
    hold.open()
    await closed
    expect(handled).toEqual(['1 false'])
    expect(queue.stats()).toMatchObject({ waiting: 1, active: 0 })
  })

  it('lets any number of jobs listen to the signal, without a warning of a leak', async () => {
    const { queue, time } = setUp()
    let limit: unknown
    queue.consume(async (_job, signal) => {
      limit = listenerLimit(signal)
    })
    await queue.enqueue(job(1))
    await time.advance(0)
    expect(limit).toBe(0)
  })

  it('has one consumer: another would take its jobs', () => {
    const { queue } = setUp()
    queue.consume(async () => undefined)
    expect(() => queue.consume(async () => undefined)).toThrow('a queue of its own')
  })

  it('waits for a delay that no timer can hold instead of not at all', async () => {
    const queue = new MemoryQueue({ retry: { minDelay: 3e9, maxDelay: 3e9 } })
    let tries = 0
    queue.consume(async () => {
      tries++
      throw new Error('no')
    })
    await queue.enqueue(job(1))
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(tries).toBe(1)
    await queue.close({ drain: false, timeout: Number.POSITIVE_INFINITY })
  })

  it('keeps a dead letter that cannot be replayed, and replays it once', async () => {
    const { queue, time } = setUp({ retry: { attempts: 1 }, capacity: 1 })
    const tried: string[] = []
    queue.consume(async ({ Id }) => {
      tried.push(Id)
      throw new Error('no')
    })
    await queue.enqueue(job(1))
    await time.advance(0)
    const { deadLetters } = queue
    const only = async () => (await deadLetters.list())[0]?.id ?? 'none'
    const first = await only()
    expect(await Promise.all([deadLetters.replay(first), deadLetters.replay(first)])).toEqual([true, false])
    await time.advance(0)
    expect(tried).toEqual(['1', '1'])
    await queue.close()
    await expect(deadLetters.replay(await only())).rejects.toMatchObject({ code: 'queue_unavailable' })
    expect(queue.stats().failed).toBe(1)
  })

  it('does not drain when told not to, or when nobody consumes', async () => {
    const { queue, time } = setUp({ retry: { attempts: 2 } })
    let tries = 0
    queue.consume(async () => {
      tries++
      throw new Error('no')
    })
    await queue.enqueue(job(1))
    await time.advance(0)
    await queue.close({ drain: false })
    await time.advance(60_000)
    expect(tries).toBe(1)

    const idle = setUp().queue
    await idle.enqueue(job(1))
    await idle.close()
    expect(idle.stats().waiting).toBe(1)
  })

  it.each([
    [{ capacity: 0 }, 'capacity is 0'],
    [{ capacity: Number.NaN }, 'capacity is NaN'],
    [{ retry: { attempts: 0 } }, 'retry.attempts is 0'],
    [{ retry: { minDelay: 10, maxDelay: 5 } }, 'retry delays run from 10 to 5'],
    [{ retry: { atempts: 1 } as object }, 'Did you mean "attempts"?'],
    [{ capcity: 1 } as object, 'Did you mean "capacity"?'],
  ])('refuses options that mean nothing: %j', (options, message) => {
    expect(() => new MemoryQueue(options)).toThrow(message)
  })

  it.each([0, -5, Number.NaN, 0.5])('takes a concurrency of %d for 1', (concurrency) => {
    const queue = new MemoryQueue({ concurrency })
    expect(queue.consumers().master).toBe(0)
    queue.consume(async () => undefined)
    expect(queue.consumers().master).toBe(1)
  })

  it('works with the clock and timers of the system', async () => {
    const queue = new MemoryQueue()
    const done = gate<string>()
    queue.consume(async ({ Id }) => done.open(Id))
    await queue.enqueue(job(1))
    expect(await done.promise).toBe('1')
    await queue.close()
  })

  it('loses nothing and does nothing twice, whatever succeeds and fails in which order', async () => {
    const step = fc.record({ fails: fc.nat(2), takes: fc.nat(50) })
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.integer({ min: 1, max: 4 }),
        async (steps, concurrency) => {
          const { queue, time } = setUp({ concurrency, capacity: 20, retry: { attempts: 3 } })
          const accepted = new Set<string>()
          const handled: string[] = []
          queue.consume(async ({ Id, Attempt }) => {
            const { fails = 0, takes = 0 } = steps[Number(Id)] ?? {}
            await new Promise<void>((resolve) => time.timers.set(resolve, takes))
            if (Attempt <= fails) throw new Error('no')
            handled.push(Id)
          })
          for (const id of steps.keys()) {
            await queue.enqueue(job(id)).then(
              () => accepted.add(String(id)),
              (error) => expect(CallbackError.is(error)).toBe(true),
            )
            await time.advance(7)
          }
          await time.advance(600_000)
          expect(handled.sort()).toEqual([...accepted].sort())
          expect(queue.stats()).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 })
        },
      ),
      { seed: 9, numRuns: 30 },
    )
  })
})

describe('WaitingLine', () => {
  it('is first in, first out, however long it gets', () => {
    const line = new WaitingLine<number>()
    let next = 0
    let expected = 0
    for (let round = 0; round < 50; round++) {
      for (let count = 0; count < 200; count++) line.push(next++)
      for (let count = 0; count < 150; count++) expect(line.shift()).toBe(expected++)
      expect(line.length).toBe(next - expected)
    }
    while (line.length > 0) expect(line.shift()).toBe(expected++)
    expect(line.shift()).toBeUndefined()
    expect(expected).toBe(next)
  })
})
