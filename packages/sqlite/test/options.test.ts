import { SqliteQueue, type SqliteQueueOptions } from '@im-callback/sqlite'
import { queueBench } from './support/bench.js'
import { FaultyDriver } from './support/faulty-driver.js'
import { job } from './support/jobs.js'
import { until } from './support/until.js'

describe('options', () => {
  const bench = queueBench()

  const wrong: [string, object, RegExp][] = [
    ['an unknown name', { fil: 'x' }, /SqliteQueue has no option "fil". Did you mean "file"\?/],
    ['no file', { file: undefined }, /give file, the path of the file/],
    ['an empty file', { file: ' ' }, /give file, the path of the file/],
    ['memory', { file: ':memory:' }, /take MemoryQueue of @im-callback\/core/],
    ['a URI', { file: 'file:queue?mode=ro' }, /give the path of a file/],
    ['a durability that is none', { durability: 'FULL' }, /durability is FULL; give 'full' or 'normal'/],
    ['too small a size', { maxSize: 1000 }, /maxSize is 1000; give a number of bytes, 262144 or more/],
    ['no number', { maxSize: Number.NaN }, /maxSize is NaN/],
    [
      'a text for a number',
      { pollInterval: '5' },
      /pollInterval is 5; give a number of milliseconds, 1 or more/,
    ],
    ['a negative number', { retention: -1 }, /retention is -1/],
    ['what has no end', { busyTimeout: Number.POSITIVE_INFINITY }, /busyTimeout is Infinity/],
    [
      'less than no interruptions',
      { maxInterruptions: -1 },
      /maxInterruptions is -1; give a number of times/,
    ],
    ['a wrong retry', { retry: { attempts: 0 } }, /retry\.attempts is 0/],
  ]
  it.each(wrong)('%s is refused', (_name, options, message) => {
    const given: SqliteQueueOptions = { file: bench.file, ...options }
    expect(() => new SqliteQueue(given)).toThrow(message)
  })

  it('a concurrency below 1 is 1', () => {
    const queue = bench.open({ concurrency: 0 })
    queue.consume(async () => undefined)
    expect(queue.consumers()).toEqual({ master: 1, assist: 0 })
  })

  it.each([
    [undefined, 2],
    ['full', 2],
    ['normal', 1],
  ] as const)("durability %s is SQLite's synchronous %i", (durability, synchronous) => {
    const driver = new FaultyDriver()
    bench.open({ durability, driver })
    expect(driver.ask('PRAGMA synchronous')).toEqual({ synchronous })
  })

  it('maxSize bounds the file, says so, and counts pages that became free as room', async () => {
    const queue = bench.open({ maxSize: 512 * 1024 })
    const Body = 'x'.repeat(10_000)
    const handled: string[] = []
    const fill = async (from: number) => {
      for (let id = from; ; id++) {
        try {
          await queue.enqueue(job(id, { Body }))
        } catch (error) {
          expect(error).toMatchObject({ code: 'queue_unavailable' })
          expect(String(error)).toMatch(/has reached its maxSize of 524288 bytes: handle more at once/)
          return id
        }
      }
    }
    const stored = await fill(0)
    expect(stored).toBeGreaterThan(20)
    expect(stored).toBeLessThan(60)
    queue.consume(async ({ Id }) => void handled.push(Id))
    await until(async () => (await queue.stats()).waiting + (await queue.stats()).active === 0)
    await queue.close()
    const again = bench.open({ maxSize: 512 * 1024 })
    await again.enqueue(job('once more', { Body }))
    expect(handled).toHaveLength(stored)
  })
})
