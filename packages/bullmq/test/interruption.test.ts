import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { CallbackJob } from '@im-callback/core'
import { describeWithRedis, forkSource, type RedisServer, startRedis } from '@im-callback/test-servers'
import { BullMqQueue } from '../src/index.js'
import { command, job, notes, until } from './support/jobs.js'
import { openQueues } from './support/queues.js'

jest.setTimeout(30_000)

const lease = 1000

describeWithRedis('a job whose process dies', () => {
  let redis: RedisServer
  let names = 0
  const children: ChildProcess[] = []
  const open = openQueues(() => ({ connection: redis.url, name: `interruption-${names}`, lease }))

  /** A process of its own with a consumer. */
  function handleElsewhere(way: string, options: object = {}): ChildProcess {
    const all = { connection: redis.url, name: `interruption-${names}`, lease, ...options }
    const child = forkSource(join(__dirname, 'programs/handles.ts'), [JSON.stringify(all), way])
    children.push(child)
    return child
  }

  beforeAll(async () => {
    redis = await startRedis()
  })
  beforeEach(() => {
    names++
  })
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
  })
  afterAll(() => redis.stop())

  it('is handed out again, counting, within one and a half times the lease', async () => {
    const { logger, said } = notes()
    const queue = open({ logger })
    await queue.enqueue(job(1))
    const child = handleElsewhere('hang')
    await once(child, 'message')
    const handled: CallbackJob[] = []
    queue.consume(async (given) => void handled.push(given))
    child.kill('SIGKILL')
    const start = performance.now()
    await until(() => handled.length === 1)
    expect(performance.now() - start).toBeLessThan(1.5 * lease + 500)
    expect(handled).toEqual([job(1, { Attempt: 2 })])
    expect(said).toEqual([
      expect.stringMatching(/^im-callback: job 1 was interrupted and is handed out again/),
    ])
  })

  it('does not use up the attempts of handlers that throw', async () => {
    const queue = open({ retry: { attempts: 2, minDelay: 1, maxDelay: 1 } })
    await queue.enqueue(job(1))
    const child = handleElsewhere('die')
    await once(child, 'exit')
    const attempts: number[] = []
    queue.consume(async ({ Attempt }) => {
      attempts.push(Attempt)
      throw new Error('no')
    })
    await until(async () => (await queue.stats()).failed === 1)
    expect(attempts).toEqual([2, 3])
  })

  it('again and again becomes a dead letter that says so, and a replay begins anew', async () => {
    const { logger, said } = notes()
    const queue = open({ logger, maxInterruptions: 1 })
    await queue.enqueue(job('killer'))
    for (const attempt of [1, 2]) {
      const child = handleElsewhere('die', { maxInterruptions: 1 })
      const [message] = await once(child, 'message')
      expect(message).toEqual({ Id: 'killer', Attempt: attempt })
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    }
    const handled: CallbackJob[] = []
    queue.consume(async (given) => void handled.push(given))
    await until(async () => (await queue.stats()).failed === 1)
    const [letter] = await queue.deadLetters.list()
    expect(letter).toMatchObject({
      job: { Id: 'killer' },
      raw: undefined,
      error: expect.stringMatching(/^Interrupted 2 times: each process that had it died/),
    })
    expect(handled).toEqual([])
    expect(said.at(-1)).toMatch(/^im-callback: job 1 was interrupted too often and is a dead letter now/)
    await queue.close()
    const next = open()
    expect(await next.deadLetters.replay('1')).toBe(true)
    expect(await next.bull.getJob('1')).toMatchObject({
      attemptsMade: 0,
      attemptsStarted: 0,
      stalledCounter: 0,
    })
  })

  it('that was alive, but too busy: handled here and there, and nothing fails for it', async () => {
    const { logger, said } = notes()
    const busy = open({ logger })
    const other = open()
    const handled: string[] = []
    await busy.enqueue(job(1))
    busy.consume(async () => {
      const end = Date.now() + 2.5 * lease
      while (Date.now() < end); // as a handler that computes does
      handled.push('busy')
    })
    const child = handleElsewhere('succeed')
    const [message] = await once(child, 'message')
    expect(message).toMatchObject({ Id: '1' })
    await until(async () => (await other.stats()).active === 0)
    expect(await other.stats()).toMatchObject({ waiting: 0, delayed: 0, failed: 0 })
    expect(handled).toEqual(['busy'])
    expect(said.join()).not.toContain(command)
  })
})

describeWithRedis('a process with a closed queue', () => {
  it.each(['close', 'close at once'])('ends by itself (%s)', async (way) => {
    const redis = await startRedis()
    const queue = new BullMqQueue({ connection: redis.url })
    await queue.enqueue(job(1))
    await queue.close()
    const child = forkSource(join(__dirname, 'programs/handles.ts'), [
      JSON.stringify({ connection: redis.url }),
      way,
    ])
    const [code] = await once(child, 'exit')
    expect(code).toBe(0)
    await redis.stop()
  })

  it.each(['kill', 'freeze'] as const)(
    'ends by itself, and soon, though Redis is gone (%s)',
    async (gone) => {
      const redis = await startRedis()
      const options = JSON.stringify({ connection: redis.url })
      const child = forkSource(join(__dirname, 'programs/handles.ts'), [options, 'close when told'])
      const queue = new BullMqQueue({ connection: redis.url })
      await queue.enqueue(job(1))
      await once(child, 'message')
      await until(async () => (await queue.stats()).active === 0)
      await queue.close()
      await redis[gone]()
      const start = performance.now()
      child.send('close')
      const [code] = await once(child, 'exit')
      expect(code).toBe(0)
      expect(performance.now() - start).toBeLessThan(4500)
      await redis.stop()
    },
  )

  it.each(['close at once', 'close at an error'])(
    'ends by itself though Redis was never there (%s)',
    async (way) => {
      const options = JSON.stringify({ connection: 'redis://127.0.0.1:1' })
      const start = performance.now()
      const child = forkSource(join(__dirname, 'programs/handles.ts'), [options, way])
      const [code] = await once(child, 'exit')
      expect(code).toBe(0)
      expect(performance.now() - start).toBeLessThan(6000)
    },
  )
})
