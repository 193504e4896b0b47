import assert from 'node:assert/strict'
import type { CallbackErrorCode } from '@im-callback/core'
import { type BodyState, has, type ParserHabit } from './body-states.js'
import type { Answer } from './http-answer.js'
import { secret } from './journal.js'
import type { ConformancePlatform } from './platform.js'

/**
 * What has to come back: a response object with status 200, the answer of the error table, a refusal by the parser
 * upstream (so that the adapter is not even reached), or a mere status of Node's HTTP server.
 */
export type Expectation = object | CallbackErrorCode | 'the parser refuses' | number

/** Where a parser upstream decides in our place, and why. The first habit that it has counts. */
export type Unless = { readonly [Habit in ParserHabit]?: readonly [expect: Expectation, because: string] }

/** Failures that are found before the body is looked at. */
export const headCodes: readonly Expectation[] = [
  'method_not_allowed',
  'ambiguous_param',
  'unknown_app',
  'signature_missing',
  'signature_invalid',
  'signature_expired',
  'unsupported_encoding',
]

/** What is to be expected in one state, and why, when it is not what is expected in the others. */
export interface Expected {
  readonly expect: Expectation
  readonly because?: string
}

/** What a case expects in this state. `isBodyAsked`: whether the answer depends on the body. */
export function expectedIn(
  state: BodyState,
  { expect, unless = {} }: { expect: Expectation; unless?: Unless },
  isBodyAsked = !headCodes.includes(expect),
): Expected {
  for (const habit of Object.keys(unless) as ParserHabit[]) {
    const exception = unless[habit]
    if (exception !== undefined && has(state, habit)) return { expect: exception[0], because: exception[1] }
  }
  if (state.left !== 'nothing' || typeof expect === 'number' || !isBodyAsked) return { expect }
  return { expect: 'body_already_read', because: 'nothing is left of the body' }
}

/** A name that says what comes of it. */
export function title(name: string, expected?: Expected): string {
  const { expect = 'no answer', because } = expected ?? {}
  const what = typeof expect === 'object' ? name : `${name}: ${expect}`
  return because === undefined ? what : `${what} (${because})`
}

/** Checks one answer; `isReached` says whether the adapter was. */
export function checkAnswer(
  platform: Pick<ConformancePlatform, 'checkFailure'>,
  answer: Answer | undefined,
  { expect, isReached }: { expect: Expectation; isReached: boolean },
): void {
  assert(answer !== undefined, 'there is an answer')
  const { status } = answer
  if (typeof expect === 'number') {
    assert.equal(status, expect)
  } else if (expect === 'the parser refuses') {
    assert(!isReached && status >= 400, `the adapter is not reached; status ${status}`)
  } else {
    assert(isReached, `the adapter is reached; instead came ${status} ${answer.body}`)
    assert.match(answer.headers.get('content-type') ?? '', /^application\/json\b/)
    if (typeof expect !== 'string') {
      assert.deepEqual({ status, body: JSON.parse(answer.body) }, { status: 200, body: expect })
      return
    }
    platform.checkFailure(answer, expect)
    assert.doesNotMatch(answer.body, leaks, 'no stack, no path')
    assert(!answer.body.includes(process.cwd()) && !answer.body.includes(secret), 'nothing of the inside')
    assert.equal(answer.headers.get('allow'), expect === 'method_not_allowed' ? 'POST' : undefined)
  }
}

const leaks = /\bat .+:\d+|node_modules|file:|\/src\/|\/dist\/|\.[cm]?[jt]s\b/
