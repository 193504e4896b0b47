import assert from 'node:assert/strict'
import { errorTable } from '@im-callback/core'
import type { ConformancePlatform } from '../platform.js'
import { allowed, refused } from './answers.js'
import { badInput } from './bad-input.js'
import { behaviours } from './behaviours.js'
import { createHandler } from './handler.js'
import { message, messageSaying } from './sample.js'
import { target } from './target.js'
import { targets } from './targets.js'

/** The suite as Tencent Cloud Chat speaks. */
export const tencentPlatform: ConformancePlatform = {
  name: 'Tencent',
  createHandler,
  target,
  message: JSON.stringify(message),
  saying: messageSaying,
  answers: {
    hello: allowed,
    refuse: refused,
    drop: { ...allowed, ErrorCode: 2 },
    later: { ...allowed, ErrorCode: 1 },
  },
  queued: {
    send: { query: { CallbackCommand: 'Group.CallbackAfterSendMsg' }, body: '{"GroupId":"@TGS#1"}' },
    answer: { ...allowed, ErrorInfo: 'queued' },
  },
  checkFailure: (answer, code) => {
    const { ErrorInfo, ...rest }: { ErrorInfo: string } = JSON.parse(answer.body)
    const { status } = errorTable[code]
    assert.deepEqual(
      { status: answer.status, ...rest },
      { status, ActionStatus: 'FAIL', ErrorCode: status },
      `not the answer of ${code}: ${answer.body}`,
    )
    assert.match(ErrorInfo, new RegExp(`^${code}: [A-Z\`]`))
  },
  behaviours,
  badInput,
  targets,
  unused: [],
}
