import { SqliteQueue } from '@im-callback/sqlite'
import { answering } from '../process/answering.js'
import { median } from '../statistics/spread.js'
import { durability, job, jobs, measured, newFile, producers } from './sqlite-side.js'

const file = newFile()
const open = () => new SqliteQueue({ file, durability })
const waiting = 1_000_000
const queue = open()

async function enqueue(count: number): Promise<void> {
  let left = count
  const produce = async () => {
    while (left-- > 0) await queue.enqueue(job)
  }
  await Promise.all(Array.from({ length: producers }, produce))
}

/** Handlers do nothing: an upper bound. */
async function handle(count: number): Promise<void> {
  let handled = 0
  let finish = () => {}
  const finished = new Promise<void>((resolve) => {
    finish = resolve
  })
  const worker = open()
  worker.consume(async () => {
    if (++handled === count) finish()
  })
  await finished
  await worker.close()
}

function resident(): number {
  globalThis.gc?.()
  return process.memoryUsage.rss()
}

answering({
  enqueue: () => measured(jobs, () => enqueue(jobs)),
  handle: () => measured(jobs, () => handle(jobs)),
  /** What a long line costs: memory, and the time `stats` takes. */
  backlog: async () => {
    await enqueue(1000)
    const before = resident()
    await enqueue(waiting)
    const after = resident()
    const times: number[] = []
    for (let turn = 0; turn < 21; turn++) {
      const start = performance.now()
      await queue.stats()
      times.push((performance.now() - start) * 1000)
    }
    return { waiting, before, after, stats: median(times) }
  },
})
