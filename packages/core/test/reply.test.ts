import fc from 'fast-check'
import { tencent, tencentCommands } from '../src/index.js'
import type { JsonObject } from '../src/receive/parse.js'

const protocol = tencent()

/** `event.reply` as someone writing JavaScript sees it: everything is there, whatever the types say. */
interface Untyped {
  ok(): object
  reject(code?: unknown, info?: unknown): object
  drop(): object
  rewrite(message: unknown): object
  refuseMembers(accounts: unknown): object
  verdicts(items: unknown[]): object
  respond(data: unknown): object
}
const replyTo = (command: string, body: JsonObject = {}) => protocol.verdicts(command, body) as Untyped
const response = (ErrorCode = 0, ErrorInfo = '') => ({ ActionStatus: 'OK', ErrorCode, ErrorInfo })

const friends = { FriendItem: [{ To_Account: 'bob' }, { To_Account: 'carol' }] }
const text = { MsgType: 'TIMTextElem', MsgContent: { Text: '***' } }

describe('event.reply', () => {
  it.each([
    ['C2C.CallbackBeforeSendMsg', 120001, 130000],
    ['Group.CallbackBeforeSendMsg', 10100, 10200],
    ['Group.CallbackBeforeCreateGroup', 10100, 10200],
    ['Group.CallbackBeforeCreateTopic', 10100, 10200],
    ['Group.CallbackBeforeApplyJoinGroup', 10100, 10200],
    ['Group.CallbackBeforeInviteJoinGroup', 10100, 10200],
    ['OfficialAccount.CallbackBeforeCreateOfficialAccount', 120001, 130000],
    ['OfficialAccount.CallbackBeforeSendMsg', 120001, 130000],
  ])('%s is refused with 1, or with %i to %i', (command, min, max) => {
    expect(replyTo(command).reject()).toEqual(response(1))
    expect(replyTo(command).reject(1, 'no')).toEqual(response(1, 'no'))
    expect(replyTo(command).reject(min, 'no')).toEqual(response(min, 'no'))
    expect(replyTo(command).reject(max)).toEqual(response(max))
    for (const code of [min - 1, max + 1, min + 0.5, 0, 2, -1, Number.NaN, '1', null]) {
      expect(() => replyTo(command).reject(code)).toThrow(`from ${min} to ${max}`)
    }
    expect(() => replyTo(command).reject(1, 5)).toThrow('must be a string')
  })

  it('refuses subscribers with 1 only', () => {
    const reply = replyTo('OfficialAccount.CallbackBeforeAddSubscriber')
    expect(reply.reject()).toEqual(response(1))
    expect(() => reply.reject(120001)).toThrow('120001 does not refuse; use 1.')
    expect(reply.refuseMembers(['bob'])).toEqual({ ...response(), RefusedSubscribers_Account: ['bob'] })
  })

  it('leaves members out by plain UserIDs', () => {
    const reply = replyTo('Group.CallbackBeforeInviteJoinGroup')
    expect(reply.refuseMembers(['bob', 'carol'])).toEqual({
      ...response(),
      RefusedMembers_Account: ['bob', 'carol'],
    })
    for (const wrong of ['bob', [{ Member_Account: 'bob' }], undefined]) {
      expect(() => reply.refuseMembers(wrong)).toThrow('a list of UserIDs')
    }
  })

  it('drops and rewrites messages', () => {
    for (const command of [
      'C2C.CallbackBeforeSendMsg',
      'Group.CallbackBeforeSendMsg',
      'OfficialAccount.CallbackBeforeSendMsg',
    ]) {
      expect(replyTo(command).drop()).toEqual(response(2))
      expect(replyTo(command).rewrite({ MsgBody: [text] })).toEqual({ ...response(), MsgBody: [text] })
      expect(replyTo(command).rewrite({ CloudCustomData: '' })).toEqual({
        ...response(),
        CloudCustomData: '',
      })
    }
  })

  it.each([
    [{}, 'takes { MsgBody }'],
    [{ MsgBody: [] }, 'one or more'],
    [{ MsgBody: 'hi' }, 'one or more'],
    [{ MsgBody: [{ MsgType: 'TIMTextElem' }] }, 'every element'],
    [{ MsgBody: [{ MsgContent: {} }] }, 'every element'],
    [{ MsgBody: [null] }, 'every element'],
    [{ MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: null }] }, 'every element'],
    [{ CloudCustomData: {} }, 'CloudCustomData is text'],
    [
      { MsgBody: Array(2).fill({ MsgType: 'TIMCustomElem', MsgContent: { Data: 'x' } }) },
      'at most one TIMCustomElem',
    ],
  ])('does not rewrite to what cannot be delivered: %j', (message, hint) => {
    expect(() => replyTo('C2C.CallbackBeforeSendMsg').rewrite(message)).toThrow(hint)
  })

  it('passes unknown elements on', () => {
    const unknown = { MsgType: 'TIMHologramElem', MsgContent: { Depth: 3 } }
    expect(replyTo('C2C.CallbackBeforeSendMsg').rewrite({ MsgBody: [unknown] })).toMatchObject({
      MsgBody: [unknown],
    })
  })

  it('answers friend requests account by account', () => {
    const reply = replyTo('Sns.CallbackPrevFriendAdd', friends)
    const allowed = { ResultCode: 0, ResultInfo: '' }
    expect(reply.ok()).toEqual({
      ...response(),
      ResultItem: [
        { To_Account: 'bob', ...allowed },
        { To_Account: 'carol', ...allowed },
      ],
    })
    expect(reply.verdicts([{ To_Account: 'carol', ResultCode: 38001, ResultInfo: 'no' }])).toEqual({
      ...response(),
      ResultItem: [
        { To_Account: 'bob', ...allowed },
        { To_Account: 'carol', ResultCode: 38001, ResultInfo: 'no' },
      ],
    })
    expect(reply.reject()).toMatchObject({
      ErrorCode: 0,
      ResultItem: [{ ResultCode: 38000 }, { ResultCode: 38000 }],
    })
    expect(reply.reject(39000, 'closed')).toMatchObject({ ResultItem: [{ ResultInfo: 'closed' }, {}] })
    expect(() => reply.reject(1)).toThrow('use 0 or 38000-39000')
    expect(() => reply.verdicts([{ To_Account: 'dave', ResultCode: 0 }])).toThrow('"dave" is not an account')
    expect(() => reply.verdicts([{ To_Account: 'bob', ResultCode: 5 }])).toThrow('use 0 or 38000-39000')
  })

  it('answers friend requests that are none without falling over', () => {
    for (const body of [{}, { FriendItem: 5 }, { FriendItem: [null, 'x', { To_Account: 7 }] }]) {
      expect(replyTo('Sns.CallbackPrevFriendAdd', body).ok()).toMatchObject({ ResultItem: [] })
      expect(replyTo('Sns.CallbackPrevFriendAdd', body).reject()).toMatchObject({ ResultItem: [] })
    }
    const answers = { ResponseFriendItem: [{ To_Account: 'bob' }] }
    expect(replyTo('Sns.CallbackPrevFriendResponse', answers).ok()).toMatchObject({
      ResultItem: [{ ResultCode: 0 }],
    })
  })

  it('hands data to a chatbot', () => {
    const reply = replyTo('Chatbot.OnC2CSignalMessage')
    expect(reply.respond('plain')).toEqual({ ...response(), RspData: 'plain' })
    expect(reply.respond({ answer: 42 })).toEqual({ ...response(), RspData: '{"answer":42}' })
    expect(reply.ok()).toEqual({ ...response(), RspData: '' })
  })

  it('says what a command can do when it cannot do what was asked', () => {
    const after = replyTo('State.StateChange')
    expect(after.ok()).toEqual(response())
    expect(() => after.reject()).toThrow('State.StateChange cannot be refused; it can be: only acknowledged.')
    expect(() => after.drop()).toThrow('cannot be dropped')
    expect(() => after.rewrite({ MsgBody: [text] })).toThrow('cannot be rewritten')
    expect(() => after.refuseMembers([])).toThrow('cannot leave accounts out')
    expect(() => after.verdicts([])).toThrow('account by account')
    expect(() => after.respond('x')).toThrow('answered with data')
    expect(() => replyTo('Group.CallbackBeforeCreateGroup').drop()).toThrow('it can be: reject')
  })

  it('knows nothing against commands it does not know', () => {
    for (const command of ['Live.CallbackBeforeSendGift', '__proto__', 'toString']) {
      expect(replyTo(command).reject(5, 'no')).toEqual(response(5, 'no'))
      expect(replyTo(command).drop()).toEqual(response(2))
      expect(replyTo(command).rewrite({ MsgBody: [text] })).toMatchObject({ MsgBody: [text] })
    }
  })
})

describe('a policy', () => {
  it('refuses what can be refused and lets the rest go on', () => {
    const verdict = (policy: 'allow' | 'reject', command: string) =>
      protocol.verdict(policy, command, friends)
    expect(verdict('reject', 'C2C.CallbackBeforeSendMsg')).toEqual(response(1))
    expect(verdict('reject', 'Sns.CallbackPrevFriendAdd')).toMatchObject({
      ResultItem: [{ ResultCode: 38000 }, {}],
    })
    expect(verdict('reject', 'State.StateChange')).toEqual(response())
    expect(verdict('reject', 'Live.CallbackBeforeSendGift')).toEqual(response())
    for (const command of Object.keys(tencentCommands)) {
      expect(verdict('allow', command)).toMatchObject({ ActionStatus: 'OK', ErrorCode: 0 })
    }
  })
})

describe('a handler result', () => {
  const reply = (result: unknown) => protocol.reply(result, 'C2C.CallbackBeforeSendMsg', {})

  it('of nothing is OK', () => {
    expect(reply(undefined)).toEqual(response())
    expect(reply(null)).toEqual(response())
  })

  it('that is a response is sent as it is', () => {
    const own = { ActionStatus: 'FAIL', ErrorCode: -1, ErrorInfo: 'x', Extra: [1] }
    expect(reply(own)).toBe(own)
    expect(reply({ ActionStatus: 'OK', ErrorCode: 0 })).toEqual(response())
  })

  it.each([
    ['a text', 'OK', 'a string'],
    ['true', true, 'a boolean'],
    ['an array', [], 'an array'],
    ['another object', { ok: true }, 'an object that is no response'],
    ['a response without a code', { ActionStatus: 'OK' }, 'an object that is no response'],
    [
      'a response with a text for a code',
      { ActionStatus: 'OK', ErrorCode: '0' },
      'an object that is no response',
    ],
    ['a response with another status', { ActionStatus: 'ok', ErrorCode: 0 }, 'an object that is no response'],
  ])('of %s is a mistake that is named', (_name, result, what) => {
    expect(() => reply(result)).toThrow(`C2C.CallbackBeforeSendMsg answered ${what}. Return nothing`)
  })

  it('is a well-formed response or a thrown sentence, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), (result) => {
        try {
          expect(reply(result)).toMatchObject({
            ActionStatus: expect.stringMatching(/^(OK|FAIL)$/),
            ErrorCode: expect.any(Number),
          })
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError)
        }
      }),
      { seed: 6 },
    )
  })
})
