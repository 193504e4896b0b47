import assert from 'node:assert/strict'
import type { Bench } from './bench.js'
import type { BodyState } from './body-states.js'
import {
  allowed,
  checkAnswer,
  type Expectation,
  expectedIn,
  headCodes,
  title,
  type Unless,
} from './expectation.js'
import type { TencentEvent } from './handler.js'
import { exchange } from './http-client.js'
import { type Change, request } from './request.js'
import { it } from './runner.js'

/** One request and what comes of it, whatever parser ran before. */
export interface Case {
  readonly name: string
  readonly send: Change
  readonly expect: Expectation
  readonly unless?: Unless
  /** Looks at the event that the handler got. */
  readonly sees?: (event: TencentEvent, state: BodyState) => void
}

/** A test for each case; after each of them a good request is served over a fresh connection. */
export function itHolds(cases: readonly Case[], bench: Bench, state: BodyState): void {
  for (const one of cases) {
    const expected = expectedIn(state, one, isBodyAsked(one))
    it(title(one.name, expected), async () => {
      const { received } = bench
      bench.events.length = 0
      const [answer] = await exchange(bench.port, await request(one.send))
      checkAnswer(answer, expected.expect, bench.received > received)
      if (one.sees !== undefined && expected.expect === one.expect) {
        const [event] = bench.events
        assert(event !== undefined, 'the handler got an event')
        one.sees(event, state)
      }
      await serves(bench, state)
    })
  }
}

function isBodyAsked({ expect, send }: Case): boolean {
  const isTooLargeByHead = expect === 'body_too_large' && send.chunk === undefined
  return !isTooLargeByHead && !headCodes.includes(expect)
}

/** The good request gets its answer. */
export async function serves(bench: Bench, state: BodyState): Promise<void> {
  const { received } = bench
  const [answer] = await exchange(bench.port, await request())
  checkAnswer(answer, expectedIn(state, { expect: allowed }).expect, bench.received > received)
}
