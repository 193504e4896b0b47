import assert from 'node:assert/strict'
import { Consumer, gate, ids, itQueues, job, until } from './bench.js'
import type { QueueUnderTest } from './subject.js'

const odd = [
  'line\nbreak\t\u0000 "quotes" \\ \u2028 \u{1f600} 你好 <b>&amp;</b>',
  '{"__proto__":{"x":1},"constructor":1}',
  '',
  'x'.repeat(200_000),
]

/** What goes in comes out: order, contents, concurrency. */
export function takesJobs(subject: QueueUnderTest): void {
  itQueues(subject, 'in the order of their enqueuing, awaited or not', async ({ open }) => {
    const queue = await open({ concurrency: 1 })
    for (const id of ids(1, 5)) await queue.enqueue(job(id))
    await Promise.all(ids(6, 60).map((id) => queue.enqueue(job(id))))
    const consumer = new Consumer(queue)
    await consumer.hasHandled(60)
    assert.deepEqual(consumer.handled, ids(1, 60))
  })

  itQueues(subject, 'exactly as they are', async ({ open }) => {
    const queue = await open({ concurrency: 1 })
    const URLParams = {
      SdkAppid: '1400000000',
      CallbackCommand: 'Group.自定义',
      ContentType: 'json',
      ClientIP: '2001:db8::1',
      OptPlatform: 'iOS',
    }
    const CallbackCommand = URLParams.CallbackCommand
    const jobs = odd.map((Body, index) =>
      job(`id ${index}: 'é\u{1f600}"`, { Body, URLParams, CallbackCommand, ReceivedAt: 1 + index }),
    )
    for (const one of jobs) await queue.enqueue(one)
    const consumer = new Consumer(queue)
    await consumer.hasHandled(jobs.length)
    assert.deepEqual(consumer.begun, jobs)
  })

  itQueues(subject, 'and keeps them until there is a consumer', async ({ open }) => {
    const queue = await open()
    assert.equal(queue.isDurable, subject.durable ?? true)
    await queue.enqueue(job(1))
    assert.equal(queue.consumers().master, 0)
    const consumer = new Consumer(queue)
    assert.equal(queue.consumers().master, 4)
    await consumer.hasHandled(1)
    await until(async () => (await queue.stats()).active === 0)
    assert.deepEqual(await queue.stats(), { waiting: 0, active: 0, delayed: 0, failed: 0 })
  })

  itQueues(subject, 'handling as many at once as its concurrency, and no more', async ({ open }) => {
    const queue = await open({ concurrency: 3 })
    const hold = gate()
    const consumer = new Consumer(queue, () => hold.promise)
    await Promise.all(ids(1, 10).map((id) => queue.enqueue(job(id))))
    await until(() => consumer.begun.length === 3)
    const { waiting, active } = await queue.stats()
    assert.deepEqual({ waiting, active }, { waiting: 7, active: 3 })
    hold.open()
    await consumer.hasHandled(10)
    assert.equal(consumer.most, 3)
  })

  itQueues(subject, 'that come while others run', async ({ open }) => {
    const queue = await open({ concurrency: 2 })
    const hold = gate()
    const consumer = new Consumer(queue, ({ Id }) => (Id === '1' ? hold.promise : Promise.resolve()))
    await queue.enqueue(job(1))
    await until(() => consumer.begun.length === 1)
    await queue.enqueue(job(2))
    await consumer.hasHandled(1)
    assert.deepEqual(consumer.handled, ['2'])
    hold.open()
    await consumer.hasHandled(2)
  })

  itQueues(subject, 'each of many once', async ({ open }) => {
    const queue = await open({ concurrency: 16 })
    const consumer = new Consumer(queue)
    await Promise.all(ids(1, 1000).map((id) => queue.enqueue(job(id))))
    await consumer.hasHandled(1000)
    assert.deepEqual(
      consumer.handled.toSorted((a, b) => Number(a) - Number(b)),
      ids(1, 1000),
    )
    assert.equal(consumer.begun.length, 1000)
  })

  itQueues(
    subject,
    'the same one twice, when it is given twice: telling them apart is dedupe’s task',
    async ({ open }) => {
      const queue = await open({ concurrency: 1 })
      await queue.enqueue(job('same'))
      await queue.enqueue(job('same'))
      const consumer = new Consumer(queue)
      await consumer.hasHandled(2)
    },
  )

  itQueues(subject, 'for one consumer', async ({ open }) => {
    const queue = await open()
    queue.consume(async () => undefined)
    assert.throws(() => queue.consume(async () => undefined), /a queue of its own/)
  })
}
