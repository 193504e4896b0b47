import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { CallbackJob } from '@im-callback/core'
import { describeWithRedis, forkSource } from '@im-callback/test-servers'
import { useRedis } from './support/bench.js'
import { consume, job, until } from './support/jobs.js'

jest.setTimeout(30_000)

describeWithRedis('a reliable list whose processes die', () => {
  const redis = useRedis()
  const workers: ChildProcess[] = []
  afterEach(() => {
    for (const worker of workers.splice(0)) worker.kill('SIGKILL')
  })

  /** A worker process, and the jobs it began with. */
  function work(behaviour: 'hangs' | 'dies' | 'works', maxInterruptions = 10) {
    const program = join(__dirname, 'programs/consumer.ts')
    const args = [redis.server.port, redis.key, behaviour, maxInterruptions].map(String)
    const worker = forkSource(program, args)
    workers.push(worker)
    const begun: CallbackJob[] = []
    worker.on('message', (given) => void begun.push(given as CallbackJob))
    return { worker, begun }
  }

  it('hands out again what a dead process was handling, and counts the attempt', async () => {
    const web = await redis.open({ reliable: true })
    for (let id = 1; id <= 20; id++) await web.enqueue(job(id))
    const { worker, begun } = work('hangs')
    await until(() => begun.length === 16)
    expect((await web.stats()).active).toBe(16)
    worker.kill('SIGKILL')

    const other = await redis.open({ reliable: true, lease: 300, concurrency: 4 })
    const again = consume(other)
    await until(() => again.length === 20)
    const interrupted = again.filter(({ Attempt }) => Attempt === 2)
    expect(new Set(interrupted.map(({ Id }) => Id))).toEqual(new Set(begun.map(({ Id }) => Id)))
    expect(new Set(again.map(({ Id }) => Id)).size).toBe(20)
    expect(interrupted[0]).toEqual(job(String(interrupted[0]?.Id), { Attempt: 2 }))
    await until(async () => (await web.stats()).active === 0)
    expect(await web.stats()).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 })
  })

  it('keeps the order of what it hands out again', async () => {
    const web = await redis.open({ reliable: true })
    for (let id = 1; id <= 18; id++) await web.enqueue(job(id))
    const { worker, begun } = work('hangs')
    await until(() => begun.length === 16)
    worker.kill('SIGKILL')
    const other = await redis.open({ reliable: true, lease: 300, concurrency: 1 })
    const again = consume(other)
    await until(() => again.length === 18)
    const order = again.slice(2).map(({ Id }) => Number(Id))
    expect(order).toEqual(begun.map(({ Id }) => Number(Id)))
  })

  it('gives up a job that ends its process again and again', async () => {
    const web = await redis.open({ reliable: true })
    await web.enqueue(job('poison'))
    for (let time = 1; time <= 3; time++) {
      const { worker, begun } = work('dies', 2)
      await once(worker, 'exit')
      expect(begun).toEqual([job('poison', { Attempt: time })])
    }
    const { worker } = work('works', 2)
    await until(async () => (await web.stats()).failed === 1)
    const [letter] = (await web.deadLetters?.list()) ?? []
    expect(letter?.job).toEqual(job('poison', { Attempt: 3 }))
    expect(letter?.error).toMatch(/^Error: Given up: 3 times the process ended/)
    worker.kill()
    await once(worker, 'exit')
    await web.deadLetters?.replay(String(letter?.id))
    const rescued = await redis.open({ reliable: true })
    const begun = consume(rescued)
    await until(() => begun.length === 1)
    expect(begun).toEqual([job('poison')])
  })

  it('takes nothing from a process that lives, however long it handles', async () => {
    const slow = work('hangs')
    const web = await redis.open({ reliable: true, lease: 300 })
    await web.enqueue(job(1))
    await until(() => slow.begun.length === 1)
    const begun = consume(web)
    const beats = await heartbeats()
    await until(async () => (await heartbeats()) >= beats + 8)
    expect(begun).toEqual([])
    expect((await web.stats()).active).toBe(1)
  })

  /** How often the scripts of this list have run: a clock that ticks with what the test is about. */
  async function heartbeats(): Promise<number> {
    const stats = String(await redis.command('INFO', 'commandstats'))
    return Number(/cmdstat_zadd:calls=(\d+)/.exec(stats)?.[1])
  }

  it('keeps no process alive that has closed its queues', async () => {
    const program = forkSource(join(__dirname, 'programs/closes.ts'), [String(redis.server.port)])
    workers.push(program)
    const [code, signal] = await once(program, 'exit')
    expect([code, signal]).toEqual([0, null])
  })
})
