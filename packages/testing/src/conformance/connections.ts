import assert from 'node:assert/strict'
import { MemoryQueue } from '@im-callback/core'
import { type Bench, type Setup, useBench } from './bench.js'
import { type BodyState, has } from './body-states.js'
import { serves } from './cases.js'
import { checkAnswer, type Expectation, expectedIn, title } from './expectation.js'
import { itEndsFloods } from './floods.js'
import { exchange, open } from './http-client.js'
import { request } from './request.js'
import { it } from './runner.js'
import { until } from './until.js'

/** What takes more than one request, or more than a moment. */
export function itLasts(setup: Setup, state: BodyState): void {
  const bench = useBench(setup)
  itServesMany(bench, state)
  itSurvivesAborts(bench, state)
  itEndsFloods(bench, state)
  itKeepsTheDeadline(useBench(setup, { deadline: 150 }), state)
  itRefusesWhatItCannotDo(setup, state)
}

function itServesMany(bench: Bench, state: BodyState): void {
  const { platform } = bench

  it('gives each of 50 requests at once its own answer', async () => {
    const texts = Array.from(
      { length: 50 },
      (_, at) => (['hello', 'refuse', 'drop'] as const)[at % 3] ?? 'hello',
    )
    const answers = await Promise.all(
      texts.map(async (text) =>
        exchange(bench.port, await request(platform, { body: platform.saying(text) })),
      ),
    )
    for (const [at, text] of texts.entries()) {
      const { expect } = expectedIn(state, { expect: platform.answers[text] })
      checkAnswer(platform, answers[at]?.[0], { expect, isReached: true })
    }
  })

  it('hands an async event to its handler, once it is answered', async () => {
    const { send, answer: expected } = platform.queued
    const [answer] = await exchange(bench.port, await request(platform, send))
    checkAnswer(platform, answer, { expect: expectedIn(state, { expect: expected }).expect, isReached: true })
    if (state.left === 'nothing') return
    await until(() => bench.handled.length === 1)
    assert.equal(bench.handled[0]?.rawBody, send.body)
  })
}

function itSurvivesAborts(bench: Bench, state: BodyState): void {
  it('survives 100 requests that are broken off half-way', async () => {
    const { platform } = bench
    const whole = await request(platform)
    const half = whole.subarray(0, whole.length - platform.message.length / 2)
    const { received } = bench
    bench.failures.length = 0
    bench.events.length = 0
    for (let at = 1; at <= 100; at++) {
      const socket = open(bench.port)
      await new Promise<void>((resolve) => socket.write(half, () => resolve()))
      // A parser that reads first waits for the rest; all others hand the request on at once.
      if (!has(state, 'readsFirst')) await until(() => bench.received === received + at)
      socket.destroy()
    }
    if (!has(state, 'readsFirst')) {
      await until(() => bench.failures.length === 100)
      assert.deepEqual(new Set(bench.failures), new Set(['body_incomplete']))
    }
    assert.equal(bench.events.length, 0, 'no handler saw a part of a body')
    await serves(bench, state)
  })
}

function itKeepsTheDeadline(bench: Bench, state: BodyState): void {
  const { platform } = bench
  const waits = 'the parser waits for the body; server.requestTimeout is to end that'
  const because = has(state, 'readsFirst') ? waits : undefined
  it(title('does not wait for ever for a body', { expect: 'body_timeout', because }), async () => {
    const whole = await request(platform)
    const part = whole.subarray(0, whole.length - 10)
    if (because === undefined) {
      const [answer] = await exchange(bench.port, part)
      checkAnswer(platform, answer, { expect: 'body_timeout', isReached: bench.received > 0 })
      await serves(bench, state)
    } else {
      const socket = open(bench.port)
      await new Promise<void>((resolve) => socket.write(part, () => resolve()))
      await serves(bench, state)
      assert(!socket.closed, 'it waits')
      socket.destroy()
    }
  })

  it('does not wait for ever for a handler', async () => {
    bench.events.length = 0
    const [answer] = await exchange(bench.port, await request(platform, { body: platform.saying('hang') }))
    const { expect } = expectedIn(state, { expect: platform.answers.hello })
    checkAnswer(platform, answer, { expect, isReached: true })
    if (state.left !== 'nothing') assert(bench.events[0]?.signal.aborted)
  })
}

function itRefusesWhatItCannotDo(setup: Setup, state: BodyState): void {
  const { platform } = setup
  const { send } = platform.queued
  const queue = new MemoryQueue()
  const unqueued = useBench(setup, { queue })
  const busy = useBench(setup, { maxInFlight: 1 })

  const unavailable = expectedIn(state, { expect: 'queue_unavailable' })
  it(title('answers a queue that takes nothing', unavailable), async () => {
    await queue.close()
    const [answer] = await exchange(unqueued.port, await request(platform, send))
    checkAnswer(platform, answer, { expect: unavailable.expect, isReached: true })
    if (unavailable.because === undefined) assert.deepEqual(unqueued.failures, ['queue_unavailable'])
    await serves(unqueued, state)
  })

  if (state.left === 'nothing') return
  it(title('answers one request too many', { expect: 'overloaded' }), async () => {
    const hanging = open(busy.port)
    hanging.write(await request(platform, { body: platform.saying('hang') }))
    await until(() => busy.events.length === 1)
    const [answer] = await exchange(busy.port, await request(platform, send))
    checkAnswer(platform, answer, { expect: 'overloaded', isReached: true })
    assert.deepEqual(busy.failures, ['overloaded'])
    await serves(busy, state)
    hanging.destroy()
  })
}

/** Codes that are tested here and not in a table. */
export const codesOfConnections: readonly Expectation[] = [
  'body_incomplete',
  'body_timeout',
  'queue_unavailable',
  'overloaded',
]
