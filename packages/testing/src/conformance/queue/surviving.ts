import assert from 'node:assert/strict'
import { Consumer, gate, ids, itQueues, job, letters, until } from './bench.js'
import type { QueueUnderTest } from './subject.js'

/** What only durable queues can do: outlive their process, and serve several. */
export function survives(subject: QueueUnderTest): void {
  itQueues(subject, 'what waits is there for the next process', async ({ open }) => {
    const first = await open()
    for (const id of ids(1, 20)) await first.enqueue(job(id))
    await first.close()
    const second = await open({ concurrency: 1 })
    assert.equal((await second.stats()).waiting, 20)
    const consumer = new Consumer(second)
    await consumer.hasHandled(20)
    assert.deepEqual(consumer.handled, ids(1, 20))
  })

  itQueues(
    subject,
    'what waits stays there when its process closes, what runs is finished',
    async ({ open }) => {
      const first = await open({ concurrency: 2 })
      const hold = gate()
      const consumer = new Consumer(first, () => hold.promise)
      await Promise.all(ids(1, 10).map((id) => first.enqueue(job(id))))
      await until(() => consumer.begun.length === 2)
      const closed = first.close()
      hold.open()
      await closed
      assert.deepEqual(consumer.handled.toSorted(), ['1', '2'])
      const second = await open({ concurrency: 1 })
      const rest = new Consumer(second)
      await rest.hasHandled(8)
      assert.deepEqual(rest.handled, ids(3, 10))
    },
  )

  itQueues(subject, 'what was not finished in time is handled by another process', async ({ open }) => {
    const first = await open({ concurrency: 1 })
    const stuck = new Consumer(first, () => new Promise(() => undefined))
    await first.enqueue(job(1))
    await until(() => stuck.begun.length === 1)
    await first.close({ timeout: 10 })
    const second = await open()
    const consumer = new Consumer(second)
    await consumer.hasHandled(1)
    assert.deepEqual(consumer.begun[0], job(1, { Attempt: 2 }))
  })

  itQueues(subject, 'what was given up is still there, and can be replayed', async ({ open }) => {
    const first = await open({ retry: { attempts: 1 } })
    first.consume(async () => {
      throw new Error('no')
    })
    await first.enqueue(job(1))
    const [before] = await letters(first, 1)
    await first.close()
    const second = await open()
    const [after] = await letters(second, 1)
    assert.deepEqual(after, before)
    const consumer = new Consumer(second)
    assert.equal(await second.deadLetters?.replay(after?.id ?? ''), true)
    await consumer.hasHandled(1)
  })

  itQueues(subject, 'one process stores, another handles', async ({ open }) => {
    const web = await open()
    const worker = await open()
    const consumer = new Consumer(worker)
    for (const id of ids(1, 50)) await web.enqueue(job(id))
    await consumer.hasHandled(50)
    assert.deepEqual(web.consumers(), { master: 0, assist: 0 })
  })

  itQueues(subject, 'several processes share the work, and each job is for one of them', async ({ open }) => {
    const queues = await Promise.all([open({ concurrency: 2 }), open({ concurrency: 2 }), open()])
    const hold = gate()
    const consumers = queues.slice(0, 2).map((queue) => new Consumer(queue, () => hold.promise))
    await Promise.all(ids(1, 200).map((id, index) => queues[index % 3]?.enqueue(job(id))))
    await until(() => consumers.every(({ begun }) => begun.length === 2))
    const all = () => consumers.flatMap(({ handled }) => handled)
    hold.open()
    await until(() => all().length === 200)
    assert.deepEqual(
      all().toSorted((a, b) => Number(a) - Number(b)),
      ids(1, 200),
    )
  })

  if (subject.retries === false) return
  itQueues(subject, 'what waits for its next attempt does so in the next process', async ({ open }) => {
    const first = await open({ retry: { attempts: 3, minDelay: 50, maxDelay: 50 } })
    first.consume(async () => {
      throw new Error('no')
    })
    await first.enqueue(job(1))
    await until(async () => (await first.stats()).delayed === 1)
    await first.close()
    const second = await open()
    const consumer = new Consumer(second)
    await consumer.hasHandled(1)
    assert.deepEqual(consumer.begun, [job(1, { Attempt: 2 })])
  })

  itQueues(
    subject,
    'whatever fails how often, nothing is lost and nothing succeeds twice',
    async ({ open }) => {
      const queues = [await open({ concurrency: 3 }), await open({ concurrency: 5 })]
      const fails = (id: string) => (Number(id) * 7) % 3
      const consumers = queues.map(
        (queue) =>
          new Consumer(queue, async ({ Id, Attempt }) => {
            if (Attempt <= fails(Id)) throw new Error('no')
          }),
      )
      await Promise.all(ids(1, 150).map((id, index) => queues[index % 2]?.enqueue(job(id))))
      const all = () => consumers.flatMap(({ handled }) => handled)
      await until(() => all().length >= 150)
      await until(async () => (await queues[0]?.stats())?.active === 0)
      assert.deepEqual(
        all().toSorted((a, b) => Number(a) - Number(b)),
        ids(1, 150),
      )
      assert.deepEqual(await queues[0]?.stats(), { waiting: 0, active: 0, delayed: 0, failed: 0 })
    },
  )
}
