import { expectTypeOf } from 'expect-type'
import {
  type App,
  type BaseResponse,
  type C2CBeforeSendMsgReply,
  type C2CBeforeSendMsgRequest,
  type CallbackEvent,
  CallbackHandler,
  type EventOf,
  type MsgElement,
  type Protocol,
  type TencentCommands,
  type URLParams,
} from '../src/index.js'

// Read by the compiler, not run: a wrong type here fails the type check.
declare const im: CallbackHandler

describe('im.on', () => {
  it('types body, reply and result by the command', () => {
    const types = () => {
      im.on('C2C.CallbackBeforeSendMsg', (event) => {
        expectTypeOf(event.command).toEqualTypeOf<'C2C.CallbackBeforeSendMsg'>()
        expectTypeOf(event.body).toEqualTypeOf<C2CBeforeSendMsgRequest>()
        expectTypeOf(event.params).toEqualTypeOf<URLParams>()
        expectTypeOf(event.app).toEqualTypeOf<App | undefined>()
        expectTypeOf(event.signal).toEqualTypeOf<AbortSignal>()
        const first = event.body.MsgBody[0]
        expectTypeOf(first).toEqualTypeOf<MsgElement | undefined>()
        if (first?.MsgType === 'TIMTextElem') {
          expectTypeOf(first.MsgContent.Text).toEqualTypeOf<string>()
          return event.reply.reject(120001, 'mind your words')
        }
        return event.reply.rewrite({ MsgBody: event.body.MsgBody })
      })
      im.on('C2C.CallbackBeforeSendMsg', async () => ({ ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' }))
      im.on('C2C.CallbackAfterSendMsg', { async: true, handle: async () => undefined })
      im.on('Push.OfflinePush', (event) => {
        expectTypeOf(event.body.Events[0]?.To_Account).toEqualTypeOf<string | undefined>()
      })
    }
    expect(types).toBeInstanceOf(Function)
  })

  it('refuses mistakes', () => {
    const types = () => {
      // @ts-expect-error no such command
      im.on('C2C.CallbackBeforeSendMgs', () => undefined)
      // @ts-expect-error no such field
      im.on('State.StateChange', (event) => event.body.MsgBody)
      // @ts-expect-error an after-callback refuses nothing
      im.on('State.StateChange', (event) => event.reply.reject())
      // @ts-expect-error not a C2C code
      im.on('C2C.CallbackBeforeSendMsg', (event) => event.reply.reject(10100))
      // @ts-expect-error not a response
      im.on('C2C.CallbackBeforeSendMsg', () => 'OK')
      // @ts-expect-error not a response
      im.on('C2C.CallbackBeforeSendMsg', () => ({ ok: true }))
      // @ts-expect-error no handler
      im.on('C2C.CallbackBeforeSendMsg', { async: true })
      // @ts-expect-error a list of members belongs to another command
      im.on('C2C.CallbackBeforeSendMsg', { handle: () => undefined, asyncResponse: { ErrorCode: 'x' } })
    }
    expect(types).toBeInstanceOf(Function)
  })
})

describe('before, use and fallback', () => {
  it('see any event, narrowed by its command', () => {
    const types = () => {
      im.before((event) => {
        if (event.command === 'Group.CallbackBeforeSendMsg') {
          expectTypeOf(event.body.GroupId).toEqualTypeOf<string>()
          return event.reply.reject(10100)
        }
        return event.reply.ok()
      })
      im.use(async (event, next) => {
        expectTypeOf(event.command).toEqualTypeOf<keyof TencentCommands>()
        return next()
      })
      im.use(async (_event, next) => {
        const reply = await next()
        expectTypeOf(reply.ErrorCode).toEqualTypeOf<number>()
        return reply
      })
      im.fallback((event) => event.reply.ok())
      const log = (event: CallbackEvent) => console.log(event.command, event.body)
      im.on('State.StateChange', log).before(log).fallback(log)
      // @ts-expect-error no response
      im.fallback(() => ({ hello: 1 }))
      // @ts-expect-error forgot the parentheses
      im.before((event) => event.reply)
      // @ts-expect-error no response
      new CallbackHandler({ onError: async () => ({ ok: true }) })
      // @ts-expect-error too late for a promise
      new CallbackHandler({ onTimeout: async (event) => event.reply.ok() })
      new CallbackHandler({ hooks: { replied: async () => undefined }, deadline: undefined })
    }
    expect(types).toBeInstanceOf(Function)
  })
})

describe('createEvent and handle', () => {
  it('check the body of a command', () => {
    const types = () => {
      const event = im.createEvent('State.StateChange', {}, '{}')
      expectTypeOf(event).toEqualTypeOf<EventOf<TencentCommands, 'State.StateChange'>>()
      expectTypeOf(im.handle(event)).resolves.toEqualTypeOf<BaseResponse>()
      // @ts-expect-error a member is missing
      im.createEvent('State.StateChange', {}, { Info: {} })
    }
    expect(types).toBeInstanceOf(Function)
  })
})

describe('another platform', () => {
  interface OtherCommands {
    'Other.Ping': {
      request: { ping: number }
      reply: { pong: number }
      verdicts: { pong(): { pong: number } }
    }
  }

  it('brings its own command map', () => {
    const types = (protocol: Protocol<OtherCommands>) => {
      const other = new CallbackHandler({ protocol })
      expectTypeOf(other).toEqualTypeOf<CallbackHandler<OtherCommands>>()
      other.on('Other.Ping', (event) => {
        expectTypeOf(event.body.ping).toEqualTypeOf<number>()
        return event.reply.pong()
      })
      // @ts-expect-error a command of Tencent's
      other.on('State.StateChange', () => undefined)
    }
    expect(types).toBeInstanceOf(Function)
  })

  it('and Tencent is the default', () => {
    expectTypeOf(new CallbackHandler()).toEqualTypeOf<CallbackHandler<TencentCommands>>()
    expectTypeOf(new CallbackHandler({ deadline: 5 })).toEqualTypeOf<CallbackHandler<TencentCommands>>()
    expectTypeOf<C2CBeforeSendMsgReply>().toExtend<BaseResponse>()
    expect(new CallbackHandler().protocol.name).toBe('Tencent')
  })
})
