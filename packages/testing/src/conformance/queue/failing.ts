import assert from 'node:assert/strict'
import { CallbackHandler } from '@im-callback/core'
import { Consumer, command, ids, itQueues, job, letters, until } from './bench.js'
import type { QueueUnderTest } from './subject.js'

const broken = async () => {
  throw new Error('out of order')
}

/** Jobs whose handler fails. */
export function outlivesFailures(subject: QueueUnderTest): void {
  const { retries = true } = subject
  if (retries) triesAgain(subject)

  itQueues(subject, 'keeps what has failed for good, with the reason', async ({ open }) => {
    const queue = await open()
    const before = Date.now()
    const consumer = new Consumer(queue, broken)
    await queue.enqueue(job(1, { Body: '{"a":1}' }))
    const [letter] = await letters(queue, 1)
    const Attempt = retries ? 3 : 1
    assert.equal(consumer.begun.length, Attempt)
    assert.deepEqual(letter?.job, job(1, { Body: '{"a":1}', Attempt }))
    assert.equal(letter?.raw, undefined)
    assert.match(letter?.error ?? '', /out of order/)
    assert((letter?.failedAt ?? 0) >= before - 1 && (letter?.failedAt ?? 0) <= Date.now() + 1)
    assert.deepEqual(await queue.stats(), { waiting: 0, active: 0, delayed: 0, failed: 1 })
  })

  itQueues(subject, 'a poisonous job holds up no other', async ({ open }) => {
    const queue = await open({ concurrency: 1 })
    const consumer = new Consumer(queue, ({ Id }) => (Id === 'poison' ? broken() : Promise.resolve()))
    await Promise.all(['poison', ...ids(1, 20)].map((id) => queue.enqueue(job(id))))
    await consumer.hasHandled(20)
    await letters(queue, 1)
    assert.deepEqual(consumer.handled, ids(1, 20))
  })

  itQueues(subject, 'a handler may throw anything, at once or later', async ({ open }) => {
    const queue = await open({ retry: { attempts: 1 } })
    const thrown: Record<string, () => Promise<void>> = {
      nothing: () => Promise.reject(undefined),
      'no prototype': () => Promise.reject(Object.create(null)),
      'no promise': () => {
        throw new TypeError('thrown at once')
      },
      'much text': () => Promise.reject(new Error('x'.repeat(1_000_000))),
    }
    queue.consume(({ Id }) => thrown[Id]?.() ?? Promise.resolve())
    for (const id of Object.keys(thrown)) await queue.enqueue(job(id))
    const found = await letters(queue, 4)
    assert.deepEqual(new Set(found.map((letter) => letter.job?.Id)), new Set(Object.keys(thrown)))
    for (const { error } of found) assert(error.length > 0 && error.length < 20_000)
  })

  itQueues(
    subject,
    'a job whose command nobody handles is kept, and the others are handled',
    async (bench) => {
      const queue = await bench.open()
      const seen: string[] = []
      const log = (message: string) => void bench.logged.push(message)
      const im = new CallbackHandler({ queue, logger: { warn: log, error: log } })
      await queue.enqueue(job('stranger', { CallbackCommand: 'Nobody.CallbackAfterNothing' }))
      await queue.enqueue(job('known'))
      im.on(command, { async: true, handle: ({ id }) => void seen.push(id) })
      const [letter] = await letters(queue, 1)
      assert.equal(letter?.job?.Id, 'stranger')
      assert.match(letter?.error ?? '', /No handler is registered for Nobody\.CallbackAfterNothing/)
      await until(() => seen.length === 1)
    },
  )
}

function triesAgain(subject: QueueUnderTest): void {
  itQueues(subject, 'tries again, counting, after a growing delay', async ({ open }) => {
    const queue = await open({ retry: { attempts: 3, minDelay: 40, maxDelay: 60 } })
    const times: number[] = []
    const consumer = new Consumer(queue, async ({ Attempt }) => {
      times.push(performance.now())
      if (Attempt < 3) return broken()
    })
    await queue.enqueue(job(1))
    await consumer.hasHandled(1)
    assert.deepEqual(
      consumer.begun.map(({ Attempt }) => Attempt),
      [1, 2, 3],
    )
    const [first = 0, second = 0, third = 0] = times
    const early = 3 // what clocks of different kinds may differ by
    assert(second - first >= 20 - early, `the second attempt waits for 20 ms or more, not ${second - first}`)
    assert(third - second >= 30 - early, `the third for 30 ms or more, not ${third - second}`)
  })

  itQueues(subject, 'spreads what failed together, as its random numbers say', async ({ open }) => {
    let asked = 0
    const random = () => asked++ % 2
    const queue = await open({
      concurrency: 1,
      random,
      retry: { attempts: 2, minDelay: 1500, maxDelay: 1500 },
    })
    const consumer = new Consumer(queue, ({ Attempt }) => (Attempt === 1 ? broken() : Promise.resolve()))
    await Promise.all(ids(1, 6).map((id) => queue.enqueue(job(id))))
    await consumer.hasHandled(6)
    assert.deepEqual(consumer.handled, ['1', '3', '5', '2', '4', '6'])
  })

  itQueues(subject, 'says what waits for its next attempt', async ({ open }) => {
    const queue = await open({ retry: { attempts: 2, minDelay: 60_000, maxDelay: 60_000 } })
    const consumer = new Consumer(queue, broken)
    await queue.enqueue(job(1))
    await until(async () => (await queue.stats()).delayed === 1)
    assert.deepEqual(await queue.stats(), { waiting: 0, active: 0, delayed: 1, failed: 0 })
    assert.equal(consumer.begun.length, 1)
  })

  itQueues(subject, 'a clock that is set forward or back keeps nothing from being handled', async (bench) => {
    const hour = 3_600_000
    for (const step of [hour, -2 * hour, hour]) {
      const queue = await bench.open({ retry: { attempts: 3, minDelay: 30, maxDelay: 60 } })
      const consumer = new Consumer(queue, async ({ Attempt }) => {
        if (Attempt === 1) return broken()
      })
      await queue.enqueue(job(1))
      await until(async () => (await queue.stats()).delayed === 1)
      bench.stepClock(step)
      await queue.enqueue(job(2))
      await consumer.hasHandled(2)
      await until(async () => (await queue.stats()).active === 0)
      await queue.close()
    }
  })
}
