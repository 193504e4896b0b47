import assert from 'node:assert/strict'
import { Consumer, deadLettersOf, ids, itQueues, job, letters, type QueueBench, until } from './bench.js'
import type { QueueUnderTest } from './subject.js'

const once = { attempts: 1, minDelay: 1, maxDelay: 1 }

/** A queue with jobs 1 to `count` given up, in that order, and a switch that mends the handler. */
async function withLetters({ open }: QueueBench, count: number) {
  const queue = await open({ concurrency: 1, retry: once })
  const state = { isBroken: true }
  const consumer = new Consumer(queue, async () => {
    if (state.isBroken) throw new Error('no')
  })
  for (const id of ids(1, count)) await queue.enqueue(job(id))
  return { queue, consumer, state, found: await letters(queue, count), deadLetters: deadLettersOf(queue) }
}

/** Dead letters: list, inspect, replay, discard; and what cannot be read as a job. */
export function keepsDeadLetters(subject: QueueUnderTest): void {
  itQueues(subject, 'lists them oldest first, by pages, and shows one', async (bench) => {
    const { deadLetters, found } = await withLetters(bench, 5)
    assert.deepEqual(
      found.map((letter) => letter.job?.Id),
      ids(1, 5),
    )
    assert.deepEqual(await deadLetters.list({ limit: 2 }), found.slice(0, 2))
    assert.deepEqual(await deadLetters.list({ offset: 3, limit: 100 }), found.slice(3))
    assert.deepEqual(await deadLetters.list({ offset: 5 }), [])
    assert.deepEqual(await deadLetters.get(found[3]?.id ?? ''), found[3])
    assert.equal(await deadLetters.get('no such letter'), undefined)
  })

  itQueues(subject, 'replays one as a first attempt, and once', async (bench) => {
    const { deadLetters, consumer, queue, state, found } = await withLetters(bench, 2)
    const id = found[0]?.id ?? ''
    state.isBroken = false
    const answers = await Promise.all([deadLetters.replay(id), deadLetters.replay(id)])
    assert.deepEqual(answers.sort(), [false, true])
    await consumer.hasHandled(1)
    assert.deepEqual(consumer.begun.at(-1), job(1))
    assert.equal(await deadLetters.replay(id), false)
    assert.equal(await deadLetters.replay('no such letter'), false)
    await until(async () => (await queue.stats()).active === 0)
    assert.deepEqual(await queue.stats(), { waiting: 0, active: 0, delayed: 0, failed: 1 })
  })

  itQueues(subject, 'what fails again after a replay is given up again', async (bench) => {
    const { deadLetters, consumer, queue, found } = await withLetters(bench, 1)
    await deadLetters.replay(found[0]?.id ?? '')
    await until(() => consumer.begun.length === 2)
    const [again] = await letters(queue, 1)
    assert.equal(again?.job?.Id, '1')
  })

  itQueues(subject, 'discards one', async (bench) => {
    const { deadLetters, queue, found } = await withLetters(bench, 2)
    const id = found[0]?.id ?? ''
    assert.equal(await deadLetters.discard(id), true)
    assert.equal(await deadLetters.discard(id), false)
    assert.deepEqual(await deadLetters.list(), found.slice(1))
    assert.equal((await queue.stats()).failed, 1)
  })

  if (subject.durable === false) return
  itQueues(subject, 'puts aside what is no job, says so once, and goes on', async (bench) => {
    const { store, open, logged } = bench
    assert(store.corrupt !== undefined, 'a durable store can hold what is no job: give corrupt(raw)')
    const first = await open({ concurrency: 1, retry: once })
    const raws = ['not json', '{}', '[1]', '{"CallbackCommand":1,"URLParams":{},"Body":"e30="}']
    await first.enqueue(job(1))
    for (const raw of raws) await store.corrupt(raw)
    await first.enqueue(job(2))
    const consumer = new Consumer(first)
    await consumer.hasHandled(2)
    const found = await letters(first, raws.length)
    assert.deepEqual(new Set(found.map(({ raw }) => raw)), new Set(raws))
    for (const letter of found) {
      assert.equal(letter.job, undefined)
      assert(letter.error.length > 0)
    }
    assert.equal(logged.length, raws.length, `one line for each: ${logged.join('; ')}`)
    assert(!logged.some((line) => line.includes('not json')), 'content of strangers is not logged')
    await first.close()

    const second = await open()
    const other = new Consumer(second)
    await second.enqueue(job(3))
    await other.hasHandled(1)
    const deadLetters = deadLettersOf(second)
    assert.equal((await letters(second, raws.length)).length, raws.length)
    const id = found[0]?.id ?? ''
    await assert.rejects(deadLetters.replay(id), /holds no readable job/)
    assert.equal((await deadLetters.get(id))?.raw, found[0]?.raw)
    assert.equal(await deadLetters.discard(id), true)
    assert.equal(logged.length, raws.length, 'and not again')
  })
}
