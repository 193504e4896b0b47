import { expectTypeOf } from 'expect-type'
import {
  type AccountVerdict,
  type BaseResponse,
  CallbackCommand,
  type GroupType,
  type ImageInfo,
  type MsgElement,
  type Ok,
  type TencentCommand,
  type TencentCommands,
  type TIMTextElem,
  tencentCommands,
  type UnknownElement,
} from '../src/tencent/generated/index.js'

type Verdicts<C extends TencentCommand> = TencentCommands[C]['verdicts']

/** Type-checks a call without making it. */
const never = (_: () => unknown) => undefined

describe('message elements', () => {
  it('narrow by MsgType', () => {
    const read = (element: MsgElement): string | undefined => {
      if (element.MsgType === 'TIMTextElem') {
        expectTypeOf(element).toEqualTypeOf<TIMTextElem>()
        return element.MsgContent.Text
      }
      if (element.MsgType === 'TIMImageElem') {
        expectTypeOf(element.MsgContent.ImageInfoArray).toEqualTypeOf<ImageInfo[]>()
      }
      return undefined
    }
    expect(read({ MsgType: 'TIMTextElem', MsgContent: { Text: 'hi' } })).toBe('hi')
  })

  it('leave the unknown element to the default of a switch', () => {
    const read = (element: MsgElement) => {
      switch (element.MsgType) {
        case 'TIMTextElem':
        case 'TIMLocationElem':
        case 'TIMFaceElem':
        case 'TIMCustomElem':
        case 'TIMSoundElem':
        case 'TIMImageElem':
        case 'TIMFileElem':
        case 'TIMVideoFileElem':
        case 'TIMRelayElem':
          return element.MsgType
        default:
          expectTypeOf(element).toEqualTypeOf<UnknownElement>()
          expectTypeOf(element.MsgContent).toEqualTypeOf<Record<string, unknown>>()
          return undefined
      }
    }
    expect(read({ MsgType: 'TIMFaceElem', MsgContent: { Index: 1, Data: '' } })).toBe('TIMFaceElem')
  })

  it('can be written as literals, whole bodies as well', () => {
    const body: MsgElement[] = [
      { MsgType: 'TIMTextElem', MsgContent: { Text: 'x' } },
      { MsgType: 'TIMCustomElem', MsgContent: { Data: '{}' } },
      { MsgType: 'TIMSoundElem', MsgContent: { UUID: 'u', Size: 1, Second: 1 } },
    ]
    // @ts-expect-error a text element has no Data
    body.push({ MsgType: 'TIMTextElem', MsgContent: { Data: 'x' } })
    // @ts-expect-error a misspelled type is no unknown one
    body.push({ MsgType: 'TIMTxtElem', MsgContent: { Text: 'x' } })
    expect(body).toHaveLength(5)
  })

  it('pass through to the reply, unknown ones included', () => {
    never(() => {
      const echo = (body: MsgElement[], reply: Verdicts<'C2C.CallbackBeforeSendMsg'>) =>
        reply.rewrite({ MsgBody: body })
      const answer = (body: MsgElement[]): TencentCommands['Group.CallbackBeforeSendMsg']['reply'] => ({
        ActionStatus: 'OK',
        ErrorCode: 0,
        ErrorInfo: '',
        MsgBody: body,
      })
      return [echo, answer]
    })
  })
})

describe('event.reply', () => {
  it('takes 1 or a code of the range for one-to-one messages', () => {
    never(() => (reply: Verdicts<'C2C.CallbackBeforeSendMsg'>, dynamic: number) => {
      reply.reject()
      reply.reject(1)
      reply.reject(1, 'no')
      reply.reject(120001, 'no')
      reply.reject(124567)
      reply.reject(130000)
      reply.reject(dynamic)
      // @ts-expect-error use 1 or 120001-130000
      reply.reject(120000)
      // @ts-expect-error use 1 or 120001-130000
      reply.reject(130001)
      // @ts-expect-error use 1 or 120001-130000
      reply.reject(12000)
      // @ts-expect-error use 1 or 120001-130000
      reply.reject(1200010)
      // @ts-expect-error use 1 or 120001-130000
      reply.reject(10100)
      // @ts-expect-error use 1 or 120001-130000
      reply.reject(0)
      // @ts-expect-error use 1 or 120001-130000
      reply.reject(120001.5)
      // @ts-expect-error use 1 or 120001-130000
      reply.reject(-1)
    })
  })

  it('takes another range for groups', () => {
    never(() => (reply: Verdicts<'Group.CallbackBeforeSendMsg'>, pick: 10100 | 10200, wrong: 10100 | 5) => {
      reply.reject(10100)
      reply.reject(10157)
      reply.reject(10200)
      reply.reject(pick)
      // @ts-expect-error use 1 or 10100-10200
      reply.reject(10201)
      // @ts-expect-error use 1 or 10100-10200
      reply.reject(10099)
      // @ts-expect-error use 1 or 10100-10200
      reply.reject(120001)
      // @ts-expect-error use 1 or 10100-10200
      reply.reject(wrong)
    })
  })

  it('takes only 1 where the platform names no range', () => {
    never(() => (reply: Verdicts<'OfficialAccount.CallbackBeforeAddSubscriber'>) => {
      reply.reject()
      reply.reject(1)
      reply.refuseMembers(['mallory'])
      // @ts-expect-error use 1
      reply.reject(120001)
      // @ts-expect-error nothing to drop
      reply.drop()
    })
  })

  it('decides account by account for friends', () => {
    never(() => (reply: Verdicts<'Sns.CallbackPrevFriendAdd'>, items: AccountVerdict[]) => {
      reply.verdicts(items)
      reply.reject()
      reply.reject(38000)
      reply.reject(39000, 'no')
      // @ts-expect-error use 38000-39000
      reply.reject(1)
      // @ts-expect-error use 38000-39000
      reply.reject(39001)
      // @ts-expect-error there is no message to rewrite
      reply.rewrite({ CloudCustomData: '' })
    })
  })

  it('names the range in the error', () => {
    type Parameter = Parameters<Verdicts<'C2C.CallbackBeforeSendMsg'>['reject']>[0]
    never(() => (reply: Verdicts<'C2C.CallbackBeforeSendMsg'>) => {
      expectTypeOf(reply.reject<5>)
        .parameter(0)
        .toEqualTypeOf<'use 1 or 120001-130000' | undefined>()
    })
    expectTypeOf<120001>().toExtend<Parameter>()
  })

  it('only acknowledges after-callbacks', () => {
    expectTypeOf<Verdicts<'C2C.CallbackAfterSendMsg'>>().toEqualTypeOf<Ok<BaseResponse>>()
    expectTypeOf<Verdicts<'State.StateChange'>>().toEqualTypeOf<Ok<BaseResponse>>()
    never(() => (reply: Verdicts<'Group.CallbackAfterSendMsg'>) => {
      reply.ok()
      // @ts-expect-error the message is out
      reply.reject()
    })
  })

  it('answers chatbots', () => {
    never(() => (reply: Verdicts<'Chatbot.OnC2CSignalMessage'>) => {
      reply.respond('text')
      expectTypeOf(reply.respond({ answer: 42 }).RspData).toEqualTypeOf<string>()
    })
  })
})

describe('requests', () => {
  it('have the field types of the wire', () => {
    type Request<C extends TencentCommand> = TencentCommands[C]['request']
    expectTypeOf<Request<'Group.CallbackAfterSendMsg'>['EventTime']>().toEqualTypeOf<
      number | string | undefined
    >()
    expectTypeOf<Request<'Follow.CallbackAfterFollowDelete'>['To_Account']>().toEqualTypeOf<string[]>()
    expectTypeOf<Request<'Push.OfflinePush'>>().not.toHaveProperty('CallbackCommand')
    expectTypeOf<Request<'ContentCallback.ResultNotify'>>().not.toHaveProperty('CallbackCommand')
    expectTypeOf<
      Request<'Push.OfflinePush'>['Events'][number]['CallbackCommand']
    >().toEqualTypeOf<'Push.OfflinePush'>()
  })

  it('leave enumerations open', () => {
    const types: GroupType[] = ['Public', 'MyOwnType']
    expectTypeOf<string>().toExtend<GroupType>()
    expect(types).toHaveLength(2)
  })

  it('name their command', () => {
    const commandOf = <C extends TencentCommand>(request: TencentCommands[C]['request']) => request
    expectTypeOf(commandOf<'State.StateChange'>)
      .parameter(0)
      .toHaveProperty('CallbackCommand')
  })
})

describe('the catalogue', () => {
  it('has a request, a reply and verdicts for every command', () => {
    type Complete = {
      [C in TencentCommand]: TencentCommands[C] extends {
        request: object
        reply: BaseResponse
        verdicts: Ok<BaseResponse>
      }
        ? true
        : C
    }[TencentCommand]
    expectTypeOf<Complete>().toEqualTypeOf<true>()
  })

  it('has 64 commands, 11 of them before-callbacks', () => {
    const all = Object.values(tencentCommands)
    expect(all).toHaveLength(64)
    expect(all.filter(({ phase }) => phase === 'before')).toHaveLength(11)
    expect(new Set(all.map(({ area }) => area)).size).toBe(13)
  })

  it('has the same commands in types, constants and metadata', () => {
    expectTypeOf<CallbackCommand>().toEqualTypeOf<TencentCommand>()
    expectTypeOf<keyof typeof tencentCommands>().toEqualTypeOf<TencentCommand>()
    expect(Object.values(CallbackCommand).sort()).toEqual(Object.keys(tencentCommands).sort())
    for (const [command, info] of Object.entries(tencentCommands)) expect(info.command).toBe(command)
  })

  it('lets only before-callbacks and the chatbot question do more than acknowledge', () => {
    const answering = Object.values(tencentCommands).filter(({ reply }) => Object.keys(reply).length > 0)
    const after = answering.filter(({ phase }) => phase === 'after').map(({ command }) => command)
    expect(answering).toHaveLength(12)
    expect(after).toEqual(['Chatbot.OnC2CSignalMessage'])
  })

  it('gives official addresses', () => {
    for (const { doc } of Object.values(tencentCommands)) {
      expect(doc.length).toBeGreaterThan(0)
      for (const url of doc) {
        expect(url).toMatch(
          /^https:\/\/(www\.tencentcloud\.com|cloud\.tencent\.com)\/document\/product\/\d+\/\d+$/,
        )
      }
    }
  })

  it('finds nothing under the names of Object.prototype and cannot be changed', () => {
    expect('constructor' in tencentCommands).toBe(false)
    expect('__proto__' in tencentCommands).toBe(false)
    expect(Object.isFrozen(tencentCommands)).toBe(true)
  })
})
