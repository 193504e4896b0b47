import { queueBench } from './support/bench.js'
import { job } from './support/jobs.js'
import { runSql } from './support/sql.js'
import { until } from './support/until.js'

describe('jobs that were handled', () => {
  const bench = queueBench()
  const rows = (table: string) => runSql(bench.file, `SELECT * FROM ${table}`).length

  it('are gone at once', async () => {
    const queue = bench.open()
    queue.consume(async () => undefined)
    await queue.enqueue(job(1))
    await until(() => rows('job') === 0)
    expect(await queue.finished.list()).toEqual([])
  })

  it('are kept as long as retention says', async () => {
    let now = 1_000_000
    const queue = bench.open({ retention: 60_000, clock: () => now })
    queue.consume(async ({ Attempt }) => {
      if (Attempt === 1) throw new Error('once more')
    })
    await queue.enqueue(job(1))
    await until(async () => (await queue.stats()).delayed === 1)
    now += 10
    await until(async () => (await queue.finished.list()).length === 1)
    expect(await queue.finished.list()).toEqual([{ job: job(1, { Attempt: 2 }), finishedAt: now }])
    expect(await queue.finished.list({ offset: 1 })).toEqual([])
    expect(await queue.stats()).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 })
    now += 59_999
    expect(rows('finished')).toBe(1)
    now += 1
    await until(() => rows('finished') === 0)
    expect(rows('job')).toBe(0)
  })

  it('are not kept longer because the clock was set back', async () => {
    let now = 5_000_000
    const queue = bench.open({ retention: 1000, clock: () => now })
    queue.consume(async () => undefined)
    await queue.enqueue(job(1))
    await until(() => rows('finished') === 1)
    now = 1_000_000
    await until(() => runSql(bench.file, 'SELECT id FROM finished WHERE due = 1001000').length === 1)
    now += 1000
    await until(() => rows('finished') === 0)
  })
})
