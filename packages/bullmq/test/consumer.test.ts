import { describeWithRedis, type RedisServer, startRedis } from '@im-callback/test-servers'
import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { command, gate, job, notes, until } from './support/jobs.js'
import { openQueues } from './support/queues.js'

jest.setTimeout(30_000)

describeWithRedis('a consumer', () => {
  let redis: RedisServer
  let client: Redis
  let name = ''
  let names = 0
  const open = openQueues(() => ({ connection: redis.url, name }))

  beforeAll(async () => {
    redis = await startRedis()
    client = new Redis(redis.url)
  })
  beforeEach(() => {
    name = `consumer-${++names}`
  })
  afterAll(async () => {
    client.disconnect()
    await redis.stop()
  })

  it('outlives errors of Redis, without asking all the time', async () => {
    const { logger, said } = notes()
    const pauses: (() => void)[] = []
    const timers = {
      set: (callback: () => void, delay: number): unknown =>
        delay === 1000 ? pauses.push(callback) : setTimeout(callback, delay),
      clear: (handle: unknown) => clearTimeout(handle as NodeJS.Timeout),
    }
    await client.set(`bull:${name}:wait`, 'not a list')
    const queue = open({ logger, timers, timeout: 999 })
    const handled: string[] = []
    queue.consume(async ({ Id }) => void handled.push(Id))
    await until(() => pauses.length === 1)
    await queue.stats().catch(() => undefined)
    expect(pauses).toHaveLength(1)
    await client.del(`bull:${name}:wait`)
    await queue.enqueue(job(1))
    pauses[0]?.()
    await until(() => handled.length === 1)
    expect(said).toEqual([expect.stringContaining('WRONGTYPE')])
  })

  it('follows its own retry policy, whoever stored the job', async () => {
    const queue = open({ retry: { attempts: 2, minDelay: 1, maxDelay: 1 } })
    const attempts: number[] = []
    queue.consume(async ({ Attempt }) => {
      attempts.push(Attempt)
      throw new Error('no')
    })
    const stranger = new Queue(name, { connection: client })
    await stranger.add('anything', job(1))
    await until(async () => (await queue.stats()).failed === 1)
    expect(attempts).toEqual([1, 2])
    await stranger.close()
  })

  it('spreads retries by the random it was given', async () => {
    const at = async (random: number) => {
      const queue = open({
        retry: { attempts: 2, minDelay: 60_000, maxDelay: 60_000 },
        random: () => random,
        name: `${name}-${random}`,
      })
      queue.consume(async () => {
        throw new Error('no')
      })
      await queue.enqueue(job(1))
      await until(async () => (await queue.stats()).delayed === 1)
      const [delayed] = await queue.bull.getDelayed()
      return delayed?.delay
    }
    expect(await at(0)).toBe(30_000)
    expect(await at(1)).toBe(60_000)
  })

  it('gives back what runs at the end of closing, at the front, and it can be handled at once', async () => {
    const first = open({ concurrency: 2, lease: 60_000 })
    const aborted: string[] = []
    const begun: string[] = []
    first.consume(async ({ Id }, signal) => {
      begun.push(Id)
      await new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          aborted.push(Id)
          if (Id === '1') reject(new Error('stopped'))
        })
      })
    })
    for (const id of [1, 2, 3]) await first.enqueue(job(id))
    await until(() => begun.length === 2)
    await first.close({ timeout: 10 })
    expect(aborted).toEqual(['1', '2'])
    const second = open({ concurrency: 1 })
    expect(await second.stats()).toEqual({ waiting: 3, active: 0, delayed: 0, failed: 0 })
    const handled: [string, number][] = []
    second.consume(async ({ Id, Attempt }) => void handled.push([Id, Attempt]))
    await until(() => handled.length === 3)
    expect(handled.at(-1)).toEqual(['3', 1])
    expect(handled.slice(0, 2).sort()).toEqual([
      ['1', 2],
      ['2', 2],
    ])
  })

  it('that is closed before it consumes begins nothing', async () => {
    const queue = open()
    await queue.enqueue(job(1))
    await queue.close()
    queue.consume(async () => undefined)
    expect(queue.consumers()).toEqual({ master: 0, assist: 0 })
    await expect(queue.stats()).rejects.toMatchObject({ code: 'queue_unavailable' })
  })

  it.each([
    [0, 0],
    [2, 2],
  ])('keeps %d handled jobs', async (keepCompleted, kept) => {
    const queue = open({ keepCompleted })
    const handled: string[] = []
    queue.consume(async ({ Id }) => void handled.push(Id))
    for (const id of [1, 2, 3, 4]) await queue.enqueue(job(id))
    await until(() => handled.length === 4)
    await until(async () => (await queue.stats()).active === 0)
    expect(await queue.bull.getCompletedCount()).toBe(kept)
    const keys = await client.keys(`bull:${name}:[0-9]*`)
    expect(keys).toHaveLength(kept)
  })

  it('takes no orders from errors of handlers', async () => {
    const queue = open({ retry: { attempts: 1 } })
    const orders = ['WaitingError', 'DelayedError', 'WaitingChildrenError']
    queue.consume(async ({ Id }) => {
      if (Id === 'rate limit') throw 'bullmq:rateLimitExceeded'
      throw Object.assign(new Error('an order'), { name: Id })
    })
    for (const id of [...orders, 'rate limit']) await queue.enqueue(job(id))
    await until(async () => (await queue.stats()).failed === orders.length + 1)
  })

  it('tells of errors and jobs without their contents', async () => {
    const { logger, said, details } = notes()
    const secret = 'what the user wrote'
    const queue = open({ logger })
    const hold = gate()
    queue.consume(() => hold.promise)
    await queue.enqueue(job(1, { Body: JSON.stringify({ secret }) }))
    await until(async () => (await queue.stats()).active === 1)
    await client.del(...(await client.keys(`bull:${name}:*`)))
    hold.open()
    await until(() => said.length > 0)
    expect(said[0]).toMatch(/Missing (?:key|lock) for job 1/)
    expect(JSON.stringify([said, details])).not.toContain(secret)
  })

  it('puts aside a job whose contents are gone', async () => {
    const { logger, said } = notes()
    const queue = open({ logger })
    await queue.enqueue(job(1))
    await client.del(`bull:${name}:1`)
    queue.consume(async () => undefined)
    await until(async () => (await queue.stats()).failed === 1)
    const [letter] = await queue.deadLetters.list()
    expect(letter).toMatchObject({
      id: '1',
      job: undefined,
      raw: '{}',
      error: expect.stringContaining('URLParams'),
    })
    expect(said).toHaveLength(1)
  })

  it('has dead letters that are asked for by any text', async () => {
    const { deadLetters } = open()
    for (const id of ['', 'wait', 'meta', '1:lock', '__proto__', '\u0000']) {
      expect(await deadLetters.get(id)).toBeUndefined()
      expect(await deadLetters.replay(id)).toBe(false)
      expect(await deadLetters.discard(id)).toBe(false)
    }
    for (const limit of [0, -1, Number.NaN]) expect(await deadLetters.list({ limit })).toEqual([])
    expect(await deadLetters.list({ limit: Number.POSITIVE_INFINITY })).toEqual([])
  })

  it('stores the command as the name of the job', async () => {
    const queue = open()
    await queue.enqueue(job(1))
    expect((await queue.bull.getWaiting()).map((stored) => stored.name)).toEqual([command])
  })
})
