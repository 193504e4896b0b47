import assert from 'node:assert/strict'
import { MemoryQueue } from '@im-callback/core'
import { type Bench, useBench } from './bench.js'
import { type BodyState, has } from './body-states.js'
import { serves } from './cases.js'
import { allowed, checkAnswer, type Expectation, expectedIn, title } from './expectation.js'
import { itEndsFloods } from './floods.js'
import { exchange, open } from './http-client.js'
import { type Change, request } from './request.js'
import { it } from './runner.js'
import { message, messageSaying } from './sample.js'
import type { StartServer } from './server.js'
import { until } from './until.js'

const queued: Change = {
  query: { CallbackCommand: 'Group.CallbackAfterSendMsg' },
  body: '{"GroupId":"@TGS#1"}',
}

/** What takes more than one request, or more than a moment. */
export function itLasts(start: StartServer, state: BodyState): void {
  const bench = useBench(start)
  itServesMany(bench, state)
  itSurvivesAborts(bench, state)
  itEndsFloods(bench, state)
  itKeepsTheDeadline(useBench(start, { deadline: 150 }), state)
  itRefusesWhatItCannotDo(start, state)
}

function itServesMany(bench: Bench, state: BodyState): void {
  it('gives each of 50 requests at once its own answer', async () => {
    const codes = Array.from({ length: 50 }, (_, at) => at % 3)
    const texts = ['hello', 'refuse', 'drop']
    const answers = await Promise.all(
      codes.map(async (code) =>
        exchange(bench.port, await request({ body: messageSaying(texts[code] ?? '') })),
      ),
    )
    const ErrorInfo = ['', 'mind your words', '']
    const ErrorCode = [0, 120001, 2]
    for (const [at, code] of codes.entries()) {
      const expect = { ActionStatus: 'OK', ErrorCode: ErrorCode[code], ErrorInfo: ErrorInfo[code] }
      checkAnswer(answers[at]?.[0], expectedIn(state, { expect }).expect, true)
    }
  })

  it('hands an async event to its handler, once it is answered', async () => {
    const [answer] = await exchange(bench.port, await request(queued))
    checkAnswer(answer, expectedIn(state, { expect: { ...allowed, ErrorInfo: 'queued' } }).expect, true)
    if (state.left === 'nothing') return
    await until(() => bench.handled.length === 1)
    assert.equal(bench.handled[0]?.rawBody, queued.body)
  })
}

function itSurvivesAborts(bench: Bench, state: BodyState): void {
  it('survives 100 requests that are broken off half-way', async () => {
    const whole = await request()
    const half = whole.subarray(0, whole.length - JSON.stringify(message).length / 2)
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
  const waits = 'the parser waits for the body; server.requestTimeout is to end that'
  const because = has(state, 'readsFirst') ? waits : undefined
  it(title('does not wait for ever for a body', { expect: 'body_timeout', because }), async () => {
    const whole = await request()
    const part = whole.subarray(0, whole.length - 10)
    if (because === undefined) {
      const [answer] = await exchange(bench.port, part)
      checkAnswer(answer, 'body_timeout', bench.received > 0)
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
    const [answer] = await exchange(bench.port, await request({ body: messageSaying('hang') }))
    checkAnswer(answer, expectedIn(state, { expect: allowed }).expect, true)
    if (state.left !== 'nothing') assert(bench.events[0]?.signal.aborted)
  })
}

function itRefusesWhatItCannotDo(start: StartServer, state: BodyState): void {
  const queue = new MemoryQueue()
  const unqueued = useBench(start, { queue })
  const busy = useBench(start, { maxInFlight: 1 })

  const unavailable = expectedIn(state, { expect: 'queue_unavailable' })
  it(title('answers a queue that takes nothing', unavailable), async () => {
    await queue.close()
    const [answer] = await exchange(unqueued.port, await request(queued))
    checkAnswer(answer, unavailable.expect, true)
    await serves(unqueued, state)
  })

  if (state.left === 'nothing') return
  it(title('answers one request too many', { expect: 'overloaded' }), async () => {
    const hanging = open(busy.port)
    hanging.write(await request({ body: messageSaying('hang') }))
    await until(() => busy.events.length === 1)
    const [answer] = await exchange(busy.port, await request(queued))
    checkAnswer(answer, 'overloaded', true)
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
