import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { forkSource } from '@im-callback/test-servers'
import { queueBench } from './support/bench.js'
import { FaultyDriver, sqliteError } from './support/faulty-driver.js'
import { ids, job } from './support/jobs.js'
import { runSql } from './support/sql.js'
import { until } from './support/until.js'

const unavailable = { code: 'queue_unavailable' }
const ioErrorOnSync = () => sqliteError(1034, 'disk I/O error')

/** Another process that locks the file. */
async function lock(file: string) {
  const holder = forkSource(join(__dirname, 'programs', 'lock-holder.ts'), [file])
  await once(holder, 'message')
  return async () => {
    holder.send('let go')
    await once(holder, 'exit')
  }
}

describe('a file that another process has locked', () => {
  const bench = queueBench()

  it('is waited for as long as busyTimeout says, and works when it is free', async () => {
    const queue = bench.open({ busyTimeout: 60 })
    await queue.enqueue(job(1))
    const unlock = await lock(bench.file)
    const begin = performance.now()
    await expect(queue.enqueue(job(2))).rejects.toMatchObject(unavailable)
    expect(performance.now() - begin).toBeGreaterThan(55)
    await expect(queue.enqueue(job(3))).rejects.toThrow(/is locked by another process: end what keeps/)
    expect(bench.logged.join()).toMatch(/is locked by another process/)
    await unlock()
    await queue.enqueue(job(4))
    expect(await queue.stats()).toMatchObject({ waiting: 2 })
  })

  it('keeps an enqueue that is in time', async () => {
    const queue = bench.open({ busyTimeout: 10_000 })
    const unlock = await lock(bench.file)
    const stored = queue.enqueue(job(1))
    await unlock()
    await stored
    expect(bench.logged).toEqual([])
  })

  it('keeps what was handled until it can be written down', async () => {
    const queue = bench.open()
    let handled = 0
    let unlock = async () => undefined as unknown
    queue.consume(async () => {
      unlock = await lock(bench.file)
      handled++
    })
    await queue.enqueue(job(1))
    await until(() => handled === 1)
    expect(await queue.stats()).toMatchObject({ active: 1 })
    await unlock()
    await until(async () => (await queue.stats()).active === 0)
    expect(handled).toBe(1)
  })

  it('does not keep a queue from being made, nor from being closed', async () => {
    await bench.open().close()
    const unlock = await lock(bench.file)
    const queue = bench.open()
    queue.consume(async () => undefined)
    await queue.close({ timeout: 0 })
    await unlock()
  })
})

describe('a file without room', () => {
  const bench = queueBench()
  const Body = 'x'.repeat(10_000)

  it('refuses what needs room, goes on with what needs none, and recovers', async () => {
    const driver = new FaultyDriver()
    driver.prologue = 'PRAGMA max_page_count = 100'
    const queue = bench.open({ driver })
    const storing = ids(1, 60).map((id) => queue.enqueue(job(id, { Body })))
    const outcomes = await Promise.allSettled(storing)
    const stored = outcomes.filter(({ status }) => status === 'fulfilled').length
    expect(stored).toBe(0) // one commit for all of them
    await expect(queue.enqueue(job('big', { Body: Body.repeat(50) }))).rejects.toMatchObject(unavailable)

    const refused = async () => {
      for (let id = 0; ; id++) await queue.enqueue(job(id, { Body }))
    }
    await expect(refused()).rejects.toThrow(/cannot grow: make room on its disk/)
    const { waiting } = await queue.stats()
    expect(waiting).toBeGreaterThan(10)
    let handled = 0
    queue.consume(async () => void handled++)
    await until(() => handled === waiting)
    await until(async () => (await queue.stats()).active === 0)
    await queue.enqueue(job('again', { Body }))
    await until(() => handled === waiting + 1)
    expect(bench.logged.at(-1)).toBe('im-callback: the SQLite queue can be written again.')
  })

  it('still writes down what was handled while others go on enqueuing', async () => {
    const driver = new FaultyDriver()
    const queue = bench.open({ driver, concurrency: 1 })
    await queue.enqueue(job(1))
    driver.fault = (sql) => (sql.startsWith('INSERT INTO job') ? sqliteError(13, 'disk is full') : undefined)
    let isOver = false
    const pushing = (async () => {
      while (!isOver) await queue.enqueue(job(2)).catch(() => undefined)
    })()
    let handled = 0
    queue.consume(async () => void handled++)
    await until(async () => handled === 1 && (await queue.stats()).active === 0)
    isOver = true
    await pushing
  })
})

describe('a file that cannot be written', () => {
  const bench = queueBench()

  it('answers so, tells the operator, and works again when it can', async () => {
    const driver = new FaultyDriver()
    const queue = bench.open({ driver })
    await queue.enqueue(job(1))
    driver.prologue = 'PRAGMA query_only = ON' // from the next connection on
    driver.fault = (sql) => (sql === 'COMMIT' ? ioErrorOnSync() : undefined)
    await expect(queue.enqueue(job(2))).rejects.toThrow(/the disk reports an error/)
    driver.fault = undefined
    await expect(queue.enqueue(job(3))).rejects.toMatchObject(unavailable)
    expect(bench.logged.join()).toMatch(/the disk reports an error/)
    driver.prologue = undefined
    runSql(bench.file, 'SELECT 1')
    await until(() =>
      queue.enqueue(job(4)).then(
        () => true,
        () => false,
      ),
    )
    expect(bench.logged.at(-1)).toBe('im-callback: the SQLite queue can be written again.')
  })

  it('says what read-only means', async () => {
    await bench.open().close()
    const driver = new FaultyDriver()
    driver.prologue = 'PRAGMA query_only = ON'
    const queue = bench.open({ driver })
    await expect(queue.enqueue(job(1))).rejects.toThrow(/cannot be written: check the permissions/)
    await queue.close({ timeout: 0 })
  })

  it('acknowledges nothing after a failed sync until the log was left behind', async () => {
    const driver = new FaultyDriver()
    const queue = bench.open({ driver, durability: 'full' })
    await queue.enqueue(job(1))
    driver.fault = (sql) => (sql === 'COMMIT' ? ioErrorOnSync() : undefined)
    await expect(queue.enqueue(job(2))).rejects.toMatchObject(unavailable)
    const opened = driver.opened
    let hasLeftLog = false
    driver.fault = (sql) => {
      if (sql.includes('wal_checkpoint(TRUNCATE)')) return ioErrorOnSync()
    }
    await expect(queue.enqueue(job(3))).rejects.toMatchObject(unavailable)
    driver.fault = (sql) => {
      if (sql.includes('wal_checkpoint(TRUNCATE)')) hasLeftLog = true
    }
    await until(() =>
      queue.enqueue(job(4)).then(
        () => true,
        () => false,
      ),
    )
    expect(hasLeftLog).toBe(true)
    expect(driver.opened).toBeGreaterThan(opened)
  })

  it('does not keep a queue from being made when that may pass', async () => {
    const driver = new FaultyDriver()
    driver.fault = () => sqliteError(10, 'disk I/O error')
    const queue = bench.open({ driver })
    expect(bench.logged.join()).toMatch(/the disk reports an error/)
    await expect(queue.stats()).rejects.toMatchObject(unavailable)
    const handled: string[] = []
    queue.consume(async ({ Id }) => void handled.push(Id))
    driver.fault = undefined
    await until(() =>
      queue.enqueue(job(1)).then(
        () => true,
        () => false,
      ),
    )
    await until(() => handled.length > 0)
  })

  it('does not stop a consumer', async () => {
    const driver = new FaultyDriver()
    const queue = bench.open({ driver })
    const handled: string[] = []
    queue.consume(async ({ Id }) => void handled.push(Id))
    await queue.enqueue(job(1))
    await until(() => handled.length === 1)
    driver.fault = (sql) => (sql.includes('BEGIN') ? sqliteError(11, 'malformed') : undefined)
    await expect(queue.enqueue(job(2))).rejects.toThrow(/is damaged/)
    driver.fault = undefined
    await until(() =>
      queue.enqueue(job(3)).then(
        () => true,
        () => false,
      ),
    )
    await until(() => handled.length === 2)
    expect(handled).toEqual(['1', '3'])
  })

  it('that was removed is made again: what is enqueued then can be found', async () => {
    const queue = bench.open()
    await queue.enqueue(job(1))
    for (const part of ['', '-wal', '-shm']) rmSync(bench.file + part, { force: true })
    await until(async () => {
      await queue.enqueue(job(2))
      return (await queue.stats()).waiting === 1
    })
    expect(runSql(bench.file, 'SELECT count(*) AS waiting FROM job')).toMatchObject([{ waiting: 1 }])
  })
})

describe('one change that fails', () => {
  const bench = queueBench()

  it('fails alone', async () => {
    const driver = new FaultyDriver()
    const queue = bench.open({ driver })
    driver.fault = (sql, [text]) =>
      sql.startsWith('INSERT INTO job') && String(text).includes('"bad"')
        ? sqliteError(18, 'string or blob too big')
        : undefined
    const outcomes = await Promise.allSettled(['1', 'bad', '2'].map((id) => queue.enqueue(job(id))))
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await queue.stats()).toMatchObject({ waiting: 2 })
  })
})
