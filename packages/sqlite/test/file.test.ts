import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { queueBench } from './support/bench.js'
import { job } from './support/jobs.js'
import { runSql } from './support/sql.js'

/** A file with a hundred jobs that no process has open. */
async function filledFile(bench: ReturnType<typeof queueBench>): Promise<string> {
  const queue = bench.open()
  for (let id = 0; id < 100; id++) await queue.enqueue(job(id, { Body: 'x'.repeat(2000) }))
  await queue.close()
  const copy = join(bench.folder, 'copy.sqlite')
  copyFileSync(bench.file, copy)
  return copy
}

describe('the file', () => {
  const bench = queueBench()

  it('is made for this user only, in a folder that is there', async () => {
    await bench.open().enqueue(job(1))
    expect(statSync(bench.file).mode & 0o777).toBe(0o600)
  })

  it('is not made in a folder that is not', () => {
    const file = join(bench.folder, 'nowhere', 'queue.sqlite')
    expect(() => bench.open({ file })).toThrow(/cannot be made \(ENOENT\): check that its folder exists/)
  })

  it('cannot be a folder', () => {
    mkdirSync(bench.file)
    expect(() => bench.open()).toThrow(/queue\.sqlite cannot be opened: check that its folder exists/)
  })

  it('of something else is refused and left as it is', () => {
    runSql(bench.file, 'CREATE TABLE customer (name TEXT)')
    const before = readFileSync(bench.file)
    expect(() => bench.open()).toThrow(/is a SQLite database of something else, and was left as it is/)
    expect(readFileSync(bench.file).equals(before)).toBe(true)
  })

  it('that is no database is refused and left as it is', () => {
    writeFileSync(bench.file, 'the diary of the operator '.repeat(1000))
    expect(() => bench.open()).toThrow(/is no SQLite database: name another file/)
    expect(readFileSync(bench.file, 'utf8')).toMatch(/^the diary/)
  })

  it('of a newer version is refused', async () => {
    await bench.open().close()
    runSql(bench.file, 'PRAGMA user_version = 7')
    expect(() => bench.open()).toThrow(
      /has version 7, and this version of @im-callback\/sqlite knows 1: update/,
    )
  })

  it('that was cut off is refused', async () => {
    const file = await filledFile(bench)
    truncateSync(file, 4096 + 100)
    expect(() => bench.open({ file })).toThrow(
      /is damaged: move it away together with its -wal and -shm files/,
    )
  })

  it('with damaged pages refuses what would lie there, and says what to do', async () => {
    const file = await filledFile(bench)
    const bytes = readFileSync(file)
    bytes.fill(0xab, 4096 * 2)
    writeFileSync(file, bytes)
    const open = async () => {
      const damaged = bench.open({ file })
      await damaged.enqueue(job('one more'))
    }
    await expect(open()).rejects.toThrow(/is damaged: move it away together with its -wal and -shm files/)
  })

  it('made by several at once is made once', async () => {
    const queues = Array.from({ length: 5 }, () => bench.open())
    await Promise.all(queues.map((queue, index) => queue.enqueue(job(index))))
    expect(await queues[0]?.stats()).toMatchObject({ waiting: 5 })
  })

  it('has one name, whatever the way to it', async () => {
    const link = join(bench.folder, 'link.sqlite')
    await bench.open().enqueue(job(1))
    symlinkSync(bench.file, link)
    const queue = bench.open({ file: link })
    const consumed = new Promise((resolve) => queue.consume(async ({ Id }) => resolve(Id)))
    expect(await consumed).toBe('1')
  })

  it('is as it was after VACUUM', async () => {
    const queue = bench.open()
    for (let id = 0; id < 10; id++) await queue.enqueue(job(id))
    runSql(bench.file, 'VACUUM')
    const handled: string[] = []
    await new Promise<void>((resolve) => {
      queue.consume(async ({ Id }) => {
        if (handled.push(Id) === 10) resolve()
      })
    })
    expect(handled).toEqual(Array.from({ length: 10 }, (_, id) => String(id)))
  })
})
