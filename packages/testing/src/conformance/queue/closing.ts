import assert from 'node:assert/strict'
import { Consumer, gate, ids, itQueues, job, rejectsAsUnavailable, until } from './bench.js'
import type { QueueUnderTest } from './subject.js'

/** `close`: for all queues. */
export function closes(subject: QueueUnderTest): void {
  itQueues(subject, 'finishes what runs, takes nothing more, and does so once', async ({ open }) => {
    const queue = await open({ concurrency: 1 })
    const hold = gate()
    const aborted: boolean[] = []
    const consumer = new Consumer(queue, async (_job, signal) => {
      await hold.promise
      aborted.push(signal.aborted)
    })
    await queue.enqueue(job(1))
    await until(() => consumer.begun.length === 1)
    const closed = Promise.all([queue.close(), queue.close()])
    await rejectsAsUnavailable(queue.enqueue(job(2)))
    hold.open()
    await closed
    assert.deepEqual(consumer.handled, ['1'])
    assert.deepEqual(aborted, [false])
    await queue.close()
  })

  itQueues(subject, 'gives up after the timeout, and tells what runs', async ({ open }) => {
    const queue = await open()
    let given: AbortSignal | undefined
    const consumer = new Consumer(queue, (_job, signal) => {
      given = signal
      return new Promise(() => undefined)
    })
    await queue.enqueue(job(1))
    await until(() => consumer.begun.length === 1)
    assert.equal(given?.aborted, false)
    await queue.close({ timeout: 20 })
    assert.equal(given?.aborted, true)
  })

  itQueues(subject, 'without draining begins nothing more', async ({ open }) => {
    const queue = await open({ concurrency: 1 })
    const hold = gate()
    const consumer = new Consumer(queue, () => hold.promise)
    await Promise.all(ids(1, 3).map((id) => queue.enqueue(job(id))))
    await until(() => consumer.begun.length === 1)
    const closed = queue.close({ drain: false })
    hold.open()
    await closed
    assert.deepEqual(consumer.handled, ['1'])
    assert.equal(consumer.begun.length, 1)
  })

  itQueues(subject, 'at once when nothing was begun: unused, or just told to consume', async ({ open }) => {
    const unused = await open()
    await unused.close()
    await rejectsAsUnavailable(unused.enqueue(job(1)))
    const begun = await open()
    begun.consume(async () => undefined)
    await begun.close()
  })
}
