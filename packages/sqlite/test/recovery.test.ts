import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CallbackJob } from '@im-callback/core'
import type { SqliteQueueOptions } from '@im-callback/sqlite'
import { forkSource } from '@im-callback/test-servers'
import { queueBench } from './support/bench.js'
import { FaultyDriver, sqliteError } from './support/faulty-driver.js'
import { ids, job } from './support/jobs.js'
import { runSql } from './support/sql.js'
import { until } from './support/until.js'

jest.setTimeout(60_000)

describe('when a process ends', () => {
  const bench = queueBench()
  const workers: ChildProcess[] = []
  afterEach(() => {
    for (const worker of workers.splice(0)) worker.kill('SIGKILL')
  })

  /** A process that handles jobs, and what it began. */
  function startWorker(options: Partial<SqliteQueueOptions> = {}) {
    const args = [bench.file, JSON.stringify(options)]
    const process = forkSource(join(__dirname, 'programs', 'worker.ts'), args)
    const begun: Pick<CallbackJob, 'Id' | 'Attempt'>[] = []
    process.on('message', (message: Pick<CallbackJob, 'Id' | 'Attempt'>) => void begun.push(message))
    workers.push(process)
    return { process, begun, hasEnded: once(process, 'exit') }
  }

  const consumers = () => readdirSync(bench.folder).filter((name) => name.includes('-consumer-'))

  it('by kill -9, another one that is there has its jobs within a second, in their order and first', async () => {
    const queue = bench.open({ concurrency: 1 })
    for (const id of ids(1, 6)) await queue.enqueue(job(id, { Body: 'hang' }))
    const { process, begun, hasEnded } = startWorker()
    await until(() => begun.length === 4)
    const handled: CallbackJob[] = []
    queue.consume(async (given) => void handled.push(given))
    await until(() => handled.length === 2)
    process.kill('SIGKILL')
    await hasEnded
    const begin = performance.now()
    await until(() => handled.length === 6)
    expect(performance.now() - begin).toBeLessThan(5000)
    expect(handled.map(({ Id, Attempt }) => [Id, Attempt])).toEqual([
      ['5', 1],
      ['6', 1],
      ['1', 2],
      ['2', 2],
      ['3', 2],
      ['4', 2],
    ])
    await until(() => consumers().length === 1)
  })

  it('by kill -9, the one started after it has its jobs at once', async () => {
    const queue = bench.open()
    await queue.enqueue(job(1, { Body: 'hang' }))
    const { process, begun, hasEnded } = startWorker()
    await until(() => begun.length === 1)
    process.kill('SIGKILL')
    await hasEnded
    expect(await queue.stats()).toMatchObject({ active: 1 })
    const attempt = await new Promise<number>((resolve) =>
      queue.consume(async ({ Attempt }) => resolve(Attempt)),
    )
    expect(attempt).toBe(2)
  })

  it('by closing, it gives back what runs, leaves no lock, and nothing keeps it', async () => {
    const queue = bench.open()
    await queue.enqueue(job(1, { Body: 'hang' }))
    const { process, begun, hasEnded } = startWorker()
    await until(() => begun.length === 1)
    process.send('close')
    const [code] = await hasEnded
    expect(code).toBe(0)
    expect(await queue.stats()).toMatchObject({ waiting: 1, active: 0 })
    expect(consumers()).toEqual([])
  })

  it('each time by the same job, that job is given up, and no other', async () => {
    const queue = bench.open()
    await queue.enqueue(job('poison', { Body: 'kill' }))
    await queue.enqueue(job('good', { Body: 'hang' }))
    for (const attempt of [1, 2]) {
      const { begun, hasEnded } = startWorker({ maxInterruptions: 2 })
      await hasEnded
      expect(begun).toContainEqual({ Id: 'poison', Attempt: attempt })
    }
    const last = startWorker({ maxInterruptions: 2 })
    await last.hasEnded
    expect(last.begun).toEqual([{ Id: 'poison', Attempt: 3 }])
    const handled: string[] = []
    bench.open({ maxInterruptions: 2 }).consume(async ({ Id }) => void handled.push(Id))
    await until(() => handled.length === 1)
    expect(handled).toEqual(['good'])
    const [letter, ...others] = await queue.deadLetters.list()
    expect(letter?.job).toMatchObject({ Id: 'poison', Attempt: 3 })
    expect(letter?.error).toMatch(/The process that handled it ended before it was done, 3 times/)
    expect(others).toEqual([])
  })

  it('what is suspected of that is handled alone, for some time', async () => {
    const queue = bench.open()
    await queue.enqueue(job('suspect', { Body: 'hang' }))
    await queue.enqueue(job('other'))
    runSql(bench.file, 'UPDATE line SET interruptions = 3 WHERE place = 1')
    const timers: { callback: () => void; delay: number }[] = []
    const begun: string[] = []
    const watched = bench.open({
      timers: {
        set: (callback, delay) => {
          if (delay === 10_000) timers.push({ callback, delay })
          return delay === 10_000 ? undefined : setTimeout(callback, delay)
        },
        clear: (handle) => clearTimeout(handle as NodeJS.Timeout),
      },
    })
    watched.consume(async ({ Id, Body }) => {
      begun.push(Id)
      if (Body === 'hang') await new Promise(() => undefined)
    })
    await until(() => timers.length === 1 && begun.length === 1)
    expect(begun).toEqual(['suspect'])
    timers[0]?.callback()
    await until(() => begun.length === 2)
  })
})

describe('a consumer that is alive', () => {
  const bench = queueBench()

  it('keeps its jobs whatever the clocks say', async () => {
    let step = 0
    const clock = () => Date.now() + step
    const first = bench.open({ clock, concurrency: 1 })
    const begun: string[] = []
    let finish = () => {}
    const held = new Promise<void>((resolve) => {
      finish = resolve
    })
    first.consume(async ({ Id }) => {
      begun.push(Id)
      await held
    })
    await first.enqueue(job(1))
    await until(() => begun.length === 1)
    let looks = 0
    const driver = new FaultyDriver()
    driver.fault = (sql, values) => {
      if (sql.includes('UNION SELECT owner') && values.length > 0) looks++
    }
    const second = bench.open({ clock, driver })
    const stolen: string[] = []
    second.consume(async ({ Id }) => void stolen.push(Id))
    for (const jump of [365 * 86_400_000, -2 * 365 * 86_400_000]) {
      step += jump
      await second.enqueue(job(2))
      await until(() => stolen.length > 0)
      const before = looks
      await until(() => looks > before + 1)
    }
    expect(stolen).not.toContain('1')
    finish()
    await until(async () => (await first.stats()).active === 0)
    expect(begun.filter((id) => id === '1')).toEqual(['1'])
  })

  it('does not touch what was taken from it', async () => {
    const driver = new FaultyDriver()
    const queue = bench.open({ driver })
    let finish = () => {}
    const held = new Promise<void>((resolve) => {
      finish = resolve
    })
    let begun = 0
    queue.consume(async () => {
      begun++
      await held
    })
    await queue.enqueue(job(1))
    await until(() => begun === 1)
    runSql(bench.file, 'UPDATE line SET owner = NULL, attempt = attempt + 5')
    await until(() => begun === 2)
    finish()
    await until(async () => (await queue.stats()).active === 0)
    expect(await queue.stats()).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 })
    expect(runSql(bench.file, 'SELECT count(*) AS left FROM job')).toMatchObject([{ left: 0 }])
  })

  it('handles what it has taken in a commit that was reported as failed, and was none', async () => {
    const driver = new FaultyDriver()
    let isTaking = false
    driver.fault = (sql, values) => {
      if (sql.includes('UPDATE line SET owner') && values.length === 2) isTaking = true
    }
    driver.falseReport = (sql) => {
      if (sql !== 'COMMIT' || !isTaking) return undefined
      driver.fault = undefined
      driver.falseReport = undefined
      return sqliteError(1034, 'disk I/O error')
    }
    const waiting = bench.open()
    for (const id of ids(1, 3)) await waiting.enqueue(job(id))
    const queue = bench.open({ driver })
    const handled: CallbackJob[] = []
    queue.consume(async (given) => void handled.push(given))
    await until(() => handled.length === 3)
    expect(handled).toEqual(ids(1, 3).map((id) => job(id)))
    await until(async () => (await queue.stats()).active === 0)
  })

  it('goes on when the contents of a job are gone, and says so', async () => {
    const queue = bench.open()
    for (const id of ids(1, 3)) await queue.enqueue(job(id))
    runSql(bench.file, 'DELETE FROM job WHERE id = 2')
    const handled: string[] = []
    queue.consume(async ({ Id }) => void handled.push(Id))
    await until(() => handled.length === 2)
    expect(handled).toEqual(['1', '3'])
    await until(async () => (await queue.stats()).active === 0)
    expect(await queue.stats()).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 })
    expect(bench.logged).toEqual([expect.stringMatching(/the contents of job 2 are missing/)])
  })

  it('signs in as soon as it can', async () => {
    const driver = new FaultyDriver()
    const queue = bench.open({ driver })
    await queue.enqueue(job(1))
    driver.fault = (sql) => (sql.includes('UNION SELECT owner') ? new Error('not now') : undefined)
    const handled: string[] = []
    queue.consume(async ({ Id }) => void handled.push(Id))
    expect(bench.logged.join()).toMatch(/not now/)
    driver.fault = undefined
    await until(() => handled.length === 1)
  })
})
