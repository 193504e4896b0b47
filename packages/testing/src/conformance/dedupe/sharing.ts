import assert from 'node:assert/strict'
import { gate, until } from '../queue/bench.js'
import { counter, itDedupes } from './bench.js'
import type { DedupeUnderTest } from './subject.js'

/** Milliseconds in which a store must say that its place cannot be reached: platforms wait for two seconds. */
const soon = 1500

/** What processes that share their answers owe each other. */
export function sharesAnswers(subject: DedupeUnderTest): void {
  itDedupes(subject, 'gives what another process answered', async ({ store }) => {
    const [one, other] = [await store(), await store()]
    const { made, answer } = counter()
    assert.equal(await one.once('id', answer), '1')
    assert.equal(await other.once('id', answer), '1')
    assert.deepEqual(made, ['1'])
  })

  itDedupes(subject, 'waits for what another process is answering', async ({ store }) => {
    const [one, other] = [await store(), await store()]
    const hold = gate()
    const { made, answer } = counter()
    let isAsked = false
    const first = one.once('id', () => {
      isAsked = true
      return hold.promise.then(answer)
    })
    await until(() => isAsked)
    const rest = Promise.all([other.once('id', answer), other.once('id', answer)])
    assert.equal(await other.once('another id', async () => 'at once'), 'at once')
    hold.open()
    assert.deepEqual([await first, ...(await rest)], ['1', '1', '1'])
    assert.deepEqual(made, ['1'])
  })

  itDedupes(subject, 'asks for an answer once, whoever comes first', async ({ store }) => {
    const stores = [await store(), await store(), await store()]
    let made = 0
    const all = Array.from({ length: 90 }, (_, index) =>
      stores[index % 3]?.once(`id ${Math.floor(index / 9)}`, async () => String(++made)),
    )
    const answers = await Promise.all(all)
    assert.equal(made, 10)
    assert.equal(new Set(answers).size, 10)
  })

  itDedupes(subject, 'answers when the process that was at it failed', async ({ store }) => {
    const [one, other] = [await store(), await store()]
    const hold = gate()
    let isAsked = false
    const failed = assert.rejects(
      one.once('id', () => {
        isAsked = true
        return hold.promise.then(() => Promise.reject(new Error('broken')))
      }),
      /broken/,
    )
    await until(() => isAsked)
    const second = other.once('id', async () => 'second')
    hold.open()
    await failed
    assert.equal(await second, 'second')
    assert.equal(await one.once('id', async () => 'third'), 'second')
  })

  itDedupes(subject, 'answers when the process that was at it died', async ({ open, store }) => {
    const dying = await open()
    assert(dying.die !== undefined, 'a shared place has processes that can die: give die()')
    let isAsked = false
    dying.store
      .once('id', () => {
        isAsked = true
        return new Promise(() => undefined)
      })
      .catch(() => undefined)
    await until(() => isAsked)
    dying.die()
    const other = await store()
    assert.equal(await other.once('id', async () => 'second'), 'second')
  })
}

/** Places that cannot be reached. */
export function outlivesItsPlace(subject: DedupeUnderTest): void {
  itDedupes(subject, 'says soon that its place is away, and works again when it is back', async (bench) => {
    const { place } = bench
    assert(place.fail && place.recover, 'a shared place can fail: give fail() and recover()')
    const dedupe = await bench.store()
    const { made, answer } = counter()
    await dedupe.once('before', answer)
    await place.fail()
    const begun = performance.now()
    await assert.rejects(dedupe.once('id', answer))
    assert(performance.now() - begun < soon, `it took ${performance.now() - begun} ms`)
    assert.deepEqual(made, ['1'])
    await place.recover()
    const isBack = () => dedupe.once('id', answer).then(Boolean, () => false)
    await until(isBack)
    assert.equal(await dedupe.once('id', answer), '2')
  })

  itDedupes(subject, 'lets an answer count that could not be kept', async (bench) => {
    const { place } = bench
    const dedupe = await bench.store()
    const hold = gate()
    let isAsked = false
    const outcome = dedupe.once('id', async () => {
      isAsked = true
      await hold.promise
      return 'answer'
    })
    await until(() => isAsked)
    await place.fail?.()
    hold.open()
    assert.equal(await outcome, 'answer')
  })
}
