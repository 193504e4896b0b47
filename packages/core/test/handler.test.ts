import * as core from '../src/index.js'
import { type BaseResponse, CallbackHandler, MemoryQueue, tencent } from '../src/index.js'
import { isolated } from './support/isolated.js'
import { manualClock } from './support/manual-clock.js'
import { now, recorder, request, textMessage } from './support/requests.js'

const before = 'C2C.CallbackBeforeSendMsg'
const after = 'C2C.CallbackAfterSendMsg'
const ok: BaseResponse = { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' }

function setUp(options: core.HandlerOptions = {}) {
  const time = manualClock(now)
  const logger = recorder()
  const { clock, timers } = time
  const protocol = tencent({ apps: () => ({}), clock })
  const im = new CallbackHandler({ protocol, logger, clock, timers, ...options })
  const post = async (command: string, body: string | object, params?: Record<string, string>) => {
    const reply = await im.receive(request(command, body, params))
    return JSON.parse(reply.body)
  }
  return { im, time, logger, post }
}

describe('what the original Go library can do', () => {
  it('Register, Exist, Get, UnRegister; registering again replaces', async () => {
    const { im, post } = setUp()
    expect(im.has(before)).toBe(false)
    im.on(before, () => ({ ...ok, ErrorInfo: 'first' })).on(before, (event) =>
      event.reply.reject(120001, 'second'),
    )
    expect(im.has(before)).toBe(true)
    expect(im.get(before)).toMatchObject({ async: false, handle: expect.any(Function) })
    expect(im.commands()).toEqual([before])
    expect(await post(before, textMessage('hi'))).toEqual({ ...ok, ErrorCode: 120001, ErrorInfo: 'second' })
    im.off(before)
    expect(im.has(before)).toBe(false)
    expect(im.get(before)).toBeUndefined()
    expect(await post(before, textMessage('hi'))).toEqual(ok)
  })

  it('RegisterDefaultHandle: commands without a route go to the fallback, OK by default', async () => {
    const { im, post } = setUp()
    expect(await post('Live.CallbackAfterCreateRoom', '{}')).toEqual(ok)
    im.fallback((event) => ({ ...ok, ErrorInfo: event.command }))
    expect(await post('Live.CallbackAfterCreateRoom', '{}')).toEqual({
      ...ok,
      ErrorInfo: 'Live.CallbackAfterCreateRoom',
    })
    im.fallback(() => undefined)
    expect(await post('Live.CallbackAfterCreateRoom', '{}')).toEqual(ok)
  })

  it('RegisterBeforeHook: what the hook returns ends the callback there', async () => {
    const { im, post } = setUp()
    const seen: string[] = []
    im.on(before, () => void seen.push('handler'))
    im.before((event) => {
      seen.push('hook')
      if (event.command === before && event.body.From_Account === 'mallory')
        return event.reply.reject(120002, 'no')
      return undefined
    })
    expect(await post(before, textMessage('hi'))).toEqual(ok)
    expect(await post(before, textMessage('hi', { From_Account: 'mallory' }))).toMatchObject({
      ErrorCode: 120002,
    })
    expect(seen).toEqual(['hook', 'handler', 'hook'])
  })

  it('Async with AsyncResponse: answered at once, handled from the queue', async () => {
    const { im, post, time } = setUp()
    const handled: unknown[] = []
    im.on(after, {
      async: true,
      asyncResponse: { ...ok, ErrorInfo: 'queued' },
      handle: (event) =>
        void handled.push([event.command, event.body.From_Account, event.attempt, event.params.ClientIP]),
    })
    expect(im.get(after)).toMatchObject({ async: true, asyncResponse: { ErrorInfo: 'queued' } })
    expect(await post(after, textMessage('hi', { CallbackCommand: after }), { ClientIP: '1.2.3.4' })).toEqual(
      {
        ...ok,
        ErrorInfo: 'queued',
      },
    )
    expect(handled).toEqual([])
    await time.advance(0)
    expect(handled).toEqual([[after, 'alice', 1, '1.2.3.4']])
  })

  it('Async without AsyncResponse: answered by the default handle', async () => {
    const { im, post } = setUp()
    im.on(after, { async: true, handle: () => undefined })
    expect(await post(after, '{}')).toEqual(ok)
    im.fallback(() => ({ ...ok, ErrorInfo: 'default' }))
    expect(await post(after, '{}')).toEqual({ ...ok, ErrorInfo: 'default' })
  })

  it('NewCallbackEvent and Handle: dispatch without HTTP', async () => {
    const { im } = setUp()
    im.on(before, (event) => (event.body.From_Account === 'alice' ? event.reply.drop() : undefined))
    const params = { SdkAppid: '1', ClientIP: '1.2.3.4' }
    const event = im.createEvent(before, params, textMessage('hi'))
    expect(event.params).toEqual({ ...params, CallbackCommand: before })
    expect(event.rawBody).toBe(textMessage('hi'))
    expect(await im.handle(event)).toEqual({ ...ok, ErrorCode: 2 })
    const parsed = { ...JSON.parse(textMessage('hi')), From_Account: 'bob' }
    expect(await im.handle(im.createEvent(before, {}, parsed))).toEqual(ok)
    const bytes = new TextEncoder().encode(textMessage('hi'))
    expect(await im.handle(im.createEvent(before, {}, bytes))).toEqual({ ...ok, ErrorCode: 2 })
    const foreign = new (isolated().CallbackHandler)().createEvent(before, {}, textMessage('hi'))
    expect(await im.handle(foreign)).toEqual({ ...ok, ErrorCode: 2 })
    await expect(im.handle({} as never)).rejects.toThrow('takes what createEvent')
    expect(() => im.createEvent(before, {}, '{')).toThrow('not JSON')
  })

  it('an event without HTTP may have an app', async () => {
    const { im } = setUp()
    im.on(before, (event) => ({ ...ok, ErrorInfo: String(event.app?.tenant) }))
    const event = im.createEvent(before, {}, textMessage('hi'), { app: { tenant: 'acme' } })
    expect((await im.handle(event)).ErrorInfo).toBe('acme')
  })

  it('ToJSON: the body parsed, raw, or as a type of your own', () => {
    const { im } = setUp()
    const text = `\uFEFF${textMessage('hi', { From_Account: 144115262286136540n.toString() })}`
    const event = im.createEvent(before, {}, text)
    expect(event.rawBody).toBe(text)
    expect(event.json<{ To_Account: string }>().To_Account).toBe('bob')
    expect(event.json()).not.toBe(event.body)
  })

  it('URLParams.Clone: a plain object, copied by spread', () => {
    const { im } = setUp()
    const { params } = im.createEvent(before, { OptPlatform: 'iOS' }, '{}')
    expect({ ...params }).toEqual({ SdkAppid: '', CallbackCommand: before, OptPlatform: 'iOS' })
  })

  it('ConsumerNumGoroutine: stats of consumers and queue', async () => {
    const { im, post } = setUp({ queue: new MemoryQueue({ concurrency: 4 }) })
    im.on(after, { async: true, handle: () => undefined })
    await post(after, '{}')
    expect(await im.stats()).toEqual({
      consumers: { master: 4, assist: 0 },
      queue: { waiting: 1, active: 0, delayed: 0, failed: 0 },
    })
    await im.close()
  })

  it('the package-level default handler, shared by every copy of the package', async () => {
    const event = () => core.createEvent('Call.CallbackAfterEndCall', {}, '{}')
    core.on('Call.CallbackAfterEndCall', () => ({ ...ok, ErrorInfo: 'on' }))
    expect(await core.handle(event())).toEqual({ ...ok, ErrorInfo: 'on' })
    core.off('Call.CallbackAfterEndCall')
    core.fallback(() => ({ ...ok, ErrorInfo: 'fallback' }))
    expect(await core.handle(event())).toEqual({ ...ok, ErrorInfo: 'fallback' })
    core.before(() => ({ ...ok, ErrorInfo: 'before' }))
    expect(await core.handle(event())).toEqual({ ...ok, ErrorInfo: 'before' })
    core.before(() => undefined).fallback(() => undefined)
    core.use(async (_event, next) => ({ ...(await next()), ...ok, ErrorInfo: 'use' }))
    expect(await core.handle(event())).toEqual({ ...ok, ErrorInfo: 'use' })

    const again = isolated()
    expect(again).not.toBe(core)
    expect(again.defaultHandler).toBe(core.defaultHandler)
  })
})

describe('events', () => {
  it('carry headers, app, time of arrival and key', async () => {
    const { im, time } = setUp({
      protocol: tencent({ apps: () => ({ token: '', tenant: 'acme' }) }),
    })
    let seen: core.EventOf<core.TencentCommands, typeof before> | undefined
    im.on(before, (event) => {
      seen = event
    })
    await im.receive({
      ...request(before, textMessage('hi')),
      headers: { 'x-one': 'a', 'x-two': ['b', 'c'] },
    })
    expect(seen?.headers).toEqual({ 'x-one': 'a', 'x-two': ['b', 'c'] })
    expect(seen?.app).toEqual({ token: '', tenant: 'acme' })
    expect(seen?.receivedAt).toBe(time.clock())
    expect(seen?.id).toContain('48374_2837546_1669872112')
    expect(seen?.attempt).toBe(1)
    await im.receive({ ...request(before, textMessage('hi')), headers: new Headers({ 'X-One': 'a' }) })
    expect(seen?.headers).toEqual({ 'x-one': 'a' })
  })

  it('from a parser upstream have a re-serialised rawBody', async () => {
    const { im } = setUp()
    let raw = ''
    im.on(before, (event) => {
      raw = event.rawBody
    })
    await im.receive(request(before, { From_Account: 'alice' }))
    expect(raw).toBe('{"From_Account":"alice"}')
  })

  it('from the queue know their app, and their signal is the queue’s', async () => {
    const { im, post, time } = setUp({
      protocol: tencent({ apps: async (id) => ({ tenant: id }) }),
    })
    const seen: unknown[] = []
    im.on(after, {
      async: true,
      handle: ({ app, headers, signal }) => void seen.push(app, headers, signal.aborted),
    })
    await post(after, '{}')
    await time.advance(0)
    expect(seen).toEqual([{ tenant: '1400000000' }, {}, false])
  })
})

describe('mistakes are named', () => {
  it.each([
    [() => setUp().im.on(before, undefined as never), 'on("C2C.CallbackBeforeSendMsg", …) takes a function'],
    [
      () => setUp().im.on(before, { async: true } as never),
      'takes a function, or { async, asyncResponse, handle',
    ],
    [() => setUp().im.before(5 as never), 'before(…) takes a function'],
    [() => setUp().im.use({} as never), 'use(…) takes a function'],
    [() => setUp().im.fallback('ok' as never), 'fallback(…) takes a function'],
    [() => setUp({ deadLine: 5 } as never), 'no option "deadLine". Did you mean "deadline"?'],
    [() => setUp({ zzz: 5 } as never), 'CallbackHandler has no option "zzz". It takes protocol, deadline'],
    [() => setUp({ deadline: 0 }), 'deadline is 0'],
    [() => setUp({ bodyLimit: Number.NaN }), 'bodyLimit is NaN'],
    [() => setUp({ maxInFlight: -1 }), 'maxInFlight is -1'],
    [() => setUp({ deadline: '1800' as never }), 'deadline is "1800"'],
    [() => setUp({ onTimeout: 'fail' as never }), 'onTimeout is "fail"; give allow, reject or a function'],
    [
      () => setUp({ onError: 'ignore' as never }),
      'onError is "ignore"; give fail, allow, reject or a function',
    ],
  ])('%p', (run, message) => {
    expect(run).toThrow(message)
  })

  it('a mistyped command is warned about with the nearest one', () => {
    const { im, logger } = setUp()
    im.on('C2C.CallbackBeforeSendMgs' as never, () => undefined)
    im.on('Live.CallbackBeforeSendGift' as never, () => undefined)
    expect(logger.warnings[0]).toContain(
      '"C2C.CallbackBeforeSendMgs" is not a Tencent command I know. Did you mean',
    )
    expect(logger.warnings[0]).toContain('"C2C.CallbackBeforeSendMsg"')
    expect(logger.warnings[1]).toBe(
      'im-callback: "Live.CallbackBeforeSendGift" is not a Tencent command I know.',
    )
  })
})

describe('commands named like members of Object.prototype', () => {
  it.each(['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty'])(
    '%s is a command like any other',
    async (name) => {
      const { im, post } = setUp()
      expect(await post(name, '{}')).toEqual(ok)
      im.on(name as 'State.StateChange', () => ({ ...ok, ErrorInfo: 'mine' }))
      expect(await post(name, '{}')).toEqual({ ...ok, ErrorInfo: 'mine' })
    },
  )
})
