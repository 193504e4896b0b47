import assert from 'node:assert/strict'
import type { CallbackEvent } from '@im-callback/core'
import type { Bench } from './bench.js'
import type { BodyState } from './body-states.js'
import { checkAnswer, type Expectation, expectedIn, headCodes, title, type Unless } from './expectation.js'
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
  readonly sees?: (event: CallbackEvent, state: BodyState) => void
}

/** A test for each case; after each of them a good request is served over a fresh connection. */
export function itHolds(cases: readonly Case[], bench: Bench, state: BodyState): void {
  for (const one of cases) {
    const expected = expectedIn(state, one, isBodyAsked(one))
    it(title(one.name, expected), async () => {
      const { received, platform } = bench
      bench.events.length = 0
      bench.failures.length = 0
      const [answer] = await exchange(bench.port, await request(platform, one.send))
      checkAnswer(platform, answer, { expect: expected.expect, isReached: bench.received > received })
      checkCode(bench, expected.expect)
      if (one.sees !== undefined && expected.expect === one.expect) {
        const [event] = bench.events
        assert(event !== undefined, 'the handler got an event')
        one.sees(event, state)
      }
      await serves(bench, state)
    })
  }
}

/** Platforms may answer several failures alike: what it was has to be known here. */
function checkCode({ failures }: Bench, expect: Expectation): void {
  if (typeof expect === 'string' && expect !== 'the parser refuses') assert.deepEqual(failures, [expect])
}

function isBodyAsked({ expect, send }: Case): boolean {
  const isTooLargeByHead = expect === 'body_too_large' && send.chunk === undefined
  return !isTooLargeByHead && !headCodes.includes(expect)
}

/** The good request gets its answer. */
export async function serves(bench: Bench, state: BodyState): Promise<void> {
  const { received, platform } = bench
  const [answer] = await exchange(bench.port, await request(platform))
  const { expect } = expectedIn(state, { expect: platform.answers.hello })
  checkAnswer(platform, answer, { expect, isReached: bench.received > received })
}
