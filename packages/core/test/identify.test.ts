import fc from 'fast-check'
import { fingerprint } from '../src/fingerprint.js'
import { CallbackError, tencent, tencentCommands } from '../src/index.js'
import { identify } from '../src/receive/identify.js'
import type { JsonObject } from '../src/receive/parse.js'
import { appId, recorder } from './support/requests.js'

const protocol = tencent({ sdkAppId: appId })

function command(url: string, body: JsonObject, logger = recorder()): string {
  try {
    return identify(protocol, { SdkAppid: appId, CallbackCommand: url }, body, logger)
  } catch (error) {
    return CallbackError.is(error) ? error.code : `unexpected ${error}`
  }
}

describe('identify', () => {
  it.each([
    ['the URL', 'State.StateChange', {}, 'State.StateChange'],
    ['the body', '', { CallbackCommand: 'State.StateChange' }, 'State.StateChange'],
    ['both', 'State.StateChange', { CallbackCommand: 'State.StateChange' }, 'State.StateChange'],
    ['each event of a batch', '', { Events: [{ CallbackCommand: 'Push.OfflinePush' }] }, 'Push.OfflinePush'],
    [
      'the URL of a moderation result',
      'ContentCallback.ResultNotify',
      { Scene: 'C2C' },
      'ContentCallback.ResultNotify',
    ],
    ['nobody', '', {}, 'missing_command'],
    ['an empty text', '', { CallbackCommand: '' }, 'missing_command'],
    ['a number', '', { CallbackCommand: 5 }, 'missing_command'],
    ['an empty batch', '', { Events: [] }, 'missing_command'],
    ['a batch of nothing', '', { Events: [null] }, 'missing_command'],
    ['a line that would forge a log', 'State.StateChange\nerror: all is lost', {}, 'missing_command'],
    ['a flood', '', { CallbackCommand: 'x'.repeat(129) }, 'missing_command'],
    ['a stranger', '__proto__', {}, '__proto__'],
    ['a stranger in the body', '', { CallbackCommand: 'constructor' }, 'constructor'],
  ])('takes the command from %s', (_name, url, body, expected) => {
    expect(command(url, body)).toBe(expected)
  })

  it('refuses two different known commands', () => {
    expect(command('State.StateChange', { CallbackCommand: 'C2C.CallbackAfterSendMsg' })).toBe(
      'command_mismatch',
    )
  })

  it('believes the URL when one of two is unknown, and says so', () => {
    for (const other of ['Live.CallbackMemberStateChanged', '__proto__', 'toString']) {
      const logger = recorder()
      expect(command('State.StateChange', { CallbackCommand: other }, logger)).toBe('State.StateChange')
      expect(command(other, { CallbackCommand: 'State.StateChange' }, logger)).toBe(other)
      expect(logger.warnings).toHaveLength(2)
    }
  })

  it('answers a command or a listed refusal, whatever the body says', () => {
    const known = fc.constantFrom(...Object.keys(tencentCommands), '', '__proto__')
    fc.assert(
      fc.property(known, fc.option(known), fc.object(), (url, inBody, rest) => {
        const body = inBody === null ? rest : { ...rest, CallbackCommand: inBody }
        const named = url || inBody
        const answer = command(url, body)
        const isMismatch = url !== '' && inBody && url !== inBody && ![url, inBody].includes('__proto__')
        if (isMismatch) expect(answer).toBe('command_mismatch')
        else if (named) expect(answer).toBe(named)
      }),
      { seed: 7 },
    )
  })
})

describe('the idempotency key', () => {
  const key = (name: string, body: JsonObject, rawBody = JSON.stringify(body), SdkAppid = appId) =>
    protocol.idempotencyKey({ command: name, params: { SdkAppid, CallbackCommand: name }, body, rawBody })

  const message = { From_Account: 'alice', To_Account: 'bob', MsgKey: '1_2_3' }

  it('of a message is what identifies the message', () => {
    const one = key('C2C.CallbackAfterSendMsg', { ...message, UnreadMsgNum: 1 })
    expect(key('C2C.CallbackAfterSendMsg', { ...message, UnreadMsgNum: 2 })).toBe(one)
    expect(key('C2C.CallbackAfterSendMsg', { ...message, MsgKey: '1_2_4' })).not.toBe(one)
    expect(key('C2C.CallbackAfterSendMsg', { ...message, To_Account: 'carol' })).not.toBe(one)
    expect(key('C2C.CallbackBeforeSendMsg', message)).not.toBe(one)
    expect(key('C2C.CallbackAfterSendMsg', message, '', '1400000001')).not.toBe(one)
  })

  it('does not run fields together', () => {
    const group = 'Group.CallbackAfterSendMsg'
    expect(key(group, { GroupId: 'a', TopicId: 'b', MsgSeq: 1 })).not.toBe(
      key(group, { GroupId: 'ab', MsgSeq: 1 }),
    )
    expect(key(group, { GroupId: 'a"', MsgSeq: 1 })).not.toBe(
      key(group, { GroupId: 'a', TopicId: '"', MsgSeq: 1 }),
    )
  })

  it('of a message without its key fields is made from the whole body: two of them must not be one', () => {
    const without = (text: string) =>
      key('C2C.CallbackBeforeSendMsg', { ...message, MsgKey: undefined, text })
    expect(without('a')).not.toBe(without('b'))
    expect(key('C2C.CallbackBeforeSendMsg', { ...message, MsgKey: '', text: 'a' })).not.toBe(
      key('C2C.CallbackBeforeSendMsg', { ...message, MsgKey: '', text: 'b' }),
    )
  })

  it('takes a missing field and an empty one for the same', () => {
    const group = 'Group.CallbackAfterSendMsg'
    expect(key(group, { GroupId: 'a', TopicId: '', MsgSeq: 1 })).toBe(key(group, { GroupId: 'a', MsgSeq: 1 }))
  })

  it('of anything else is made from the whole body, and stays short', () => {
    const one = key('State.StateChange', { EventTime: 1 })
    expect(key('State.StateChange', { EventTime: 1 })).toBe(one)
    expect(key('State.StateChange', { EventTime: 2 })).not.toBe(one)
    for (const odd of [
      { ...message, MsgKey: { nested: true } },
      { ...message, MsgKey: 'x'.repeat(10_000) },
      {},
    ]) {
      expect(key('C2C.CallbackAfterSendMsg', odd).length).toBeLessThan(120)
    }
    expect(key('__proto__', {})).toContain('__proto__')
  })

  it('has fingerprints that differ where texts differ', () => {
    const seen = new Map<string, string>()
    const remember = (text: string) => {
      expect(seen.get(fingerprint(text)) ?? text).toBe(text)
      seen.set(fingerprint(text), text)
    }
    for (let number = 0; number < 20_000; number++) remember(`{"EventTime":${1_700_000_000_000 + number}}`)
    fc.assert(fc.property(fc.string(), remember), { seed: 8, numRuns: 2000 })
  })
})
