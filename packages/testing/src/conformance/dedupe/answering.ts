import assert from 'node:assert/strict'
import { gate, until } from '../queue/bench.js'
import { counter, itDedupes } from './bench.js'
import type { DedupeUnderTest } from './subject.js'

const texts = [
  '',
  '{"ErrorInfo":"不 \u{1f600} \u2028 \\u0000"}',
  'null',
  'A',
  'L1',
  ' \u0000\r\n',
  'x'.repeat(100_000),
]

/** No two of them are the same. */
const ids = [
  '',
  ' ',
  'a',
  'A',
  'a ',
  '__proto__',
  'constructor',
  'a:b',
  '{a}:b',
  '*',
  'a\nb\r\n\u0000',
  '\u00e9',
  'e\u0301',
  '好',
  '\u{1f600}',
  '\ud83d',
  '\ude00',
  `${'x'.repeat(10_000)}1`,
  `${'x'.repeat(10_000)}2`,
]

/** One answer for each id: for all stores. */
export function answersOnce(subject: DedupeUnderTest): void {
  itDedupes(subject, 'asks for an answer once, and gives it again', async ({ store }) => {
    const dedupe = await store()
    const { made, answer } = counter()
    for (let time = 0; time < 3; time++) assert.equal(await dedupe.once('id', answer), '1')
    assert.deepEqual(made, ['1'])
  })

  itDedupes(subject, 'gives answers exactly as they were', async ({ store }) => {
    const dedupe = await store()
    for (const [index, text] of texts.entries()) {
      assert.equal(await dedupe.once(String(index), async () => text), text)
      assert.equal(await dedupe.once(String(index), async () => 'another'), text)
    }
  })

  itDedupes(subject, 'confuses no ids, however odd', async ({ store }) => {
    const dedupe = await store()
    for (const again of [false, true]) {
      for (const [index, id] of ids.entries()) {
        const answer = async () => (again ? 'another' : String(index))
        assert.equal(await dedupe.once(id, answer), String(index), JSON.stringify(id).slice(0, 50))
      }
    }
  })

  itDedupes(subject, 'lets those who come meanwhile wait for the same outcome', async ({ store }) => {
    const dedupe = await store()
    const hold = gate()
    const { made, answer } = counter()
    const all = Array.from({ length: 20 }, () => dedupe.once('id', () => hold.promise.then(answer)))
    assert.equal(await dedupe.once('another id', async () => 'at once'), 'at once')
    hold.open()
    assert.deepEqual(await Promise.all(all), Array(20).fill('1'))
    assert.deepEqual(made, ['1'])
  })

  itDedupes(subject, 'hands a rejection to those who wait, and frees the id', async ({ store }) => {
    const dedupe = await store()
    const hold = gate()
    const broken = new Error('broken')
    const fail = () => hold.promise.then(() => Promise.reject(broken))
    const all = Promise.allSettled([
      dedupe.once('id', fail),
      dedupe.once('id', fail),
      dedupe.once('id', fail),
    ])
    hold.open()
    assert.deepEqual(await all, Array(3).fill({ status: 'rejected', reason: broken }))
    assert.equal(await dedupe.once('id', async () => 'new'), 'new')
    assert.equal(await dedupe.once('id', async () => 'newer'), 'new')
  })

  itDedupes(subject, 'forgets an answer after its time', async ({ store }) => {
    const dedupe = await store({ ttl: 40 })
    const { made, answer } = counter()
    assert.equal(await dedupe.once('id', answer), '1')
    await until(async () => (await dedupe.once('id', answer)) === '2')
    assert.deepEqual(made, ['1', '2'])
  })

  itDedupes(subject, 'holds up under many at once', async ({ store }) => {
    const dedupe = await store()
    let made = 0
    const all = Array.from({ length: 400 }, (_, index) =>
      dedupe.once(`id ${index % 100}`, async () => {
        made++
        return String(index % 100)
      }),
    )
    assert.deepEqual(
      await Promise.all(all),
      Array.from({ length: 400 }, (_, index) => String(index % 100)),
    )
    assert.equal(made, 100)
  })
}
