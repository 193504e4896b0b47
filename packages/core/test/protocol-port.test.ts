import {
  CallbackHandler,
  type FailedRequest,
  header,
  type JsonObject,
  MemoryQueue,
  type Protocol,
  tencent,
} from '@im-callback/core'
import { servedAt } from '@im-callback/core/node'

const silent = { warn() {}, error() {} }

/** What a platform with several versions brings along. */
function versioned(failed: FailedRequest[] = [], failsAsOne = true): Protocol {
  const protocol = tencent({ sdkAppId: 1 })
  return {
    ...protocol,
    defaults: { deadline: 1000, onTimeout: 'allow', onError: 'allow', failsAsOne },
    params: (query, url, headers) => ({
      ...protocol.params(query, url, headers),
      Version: header(headers, 'x-version') ?? 'old',
    }),
    redact: (_command, body) => ('secret' in body ? { ...body, secret: undefined } : body),
    successor: (command) => (command === 'Old.Name' ? 'State.StateChange' : undefined),
    upgrade: (_command, body) => ('old' in body ? { ...body, upgraded: body.old } : body),
    verdict: (policy, _command, _body, params) => ({
      ActionStatus: 'OK',
      ErrorCode: policy === 'reject' ? 1 : 0,
      ErrorInfo: params?.Version ?? '',
    }),
    failure: (error, request) => {
      failed.push(request)
      return { status: error.status, body: { failed: error.code } }
    },
  }
}

const send = (im: CallbackHandler, command: string, body: JsonObject | string) =>
  im.receive({
    method: 'POST',
    url: `/?SdkAppid=1&CallbackCommand=${command}`,
    headers: {},
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

describe('a command the platform has renamed', () => {
  it('reaches the handler of today, and is seen by its name', async () => {
    const im = new CallbackHandler({ protocol: versioned(), logger: silent })
    const seen: unknown[] = []
    im.on('State.StateChange', ({ command, params }) => void seen.push(command, params.CallbackCommand))
    await send(im, 'Old.Name', {})
    expect(seen).toEqual(['State.StateChange', 'Old.Name'])
  })

  it('goes to a handler of its own before', async () => {
    const im = new CallbackHandler({ protocol: versioned(), logger: silent })
    const seen: string[] = []
    const untyped = im as unknown as {
      on(command: string, handle: (event: { command: string }) => void): void
    }
    untyped.on('State.StateChange', ({ command }) => void seen.push(command))
    untyped.on('Old.Name', ({ command }) => void seen.push(command))
    await send(im, 'Old.Name', {})
    expect(seen).toEqual(['Old.Name'])
  })
})

describe('a command the platform has renamed, without HTTP', () => {
  it("reaches the handler of today as an event of one's own", async () => {
    const im = new CallbackHandler({ protocol: versioned(), logger: silent })
    const seen: string[] = []
    im.on('State.StateChange', ({ command }) => void seen.push(command))
    const createEvent = im.createEvent as (
      this: object,
      command: string,
      params: object,
      body: object,
    ) => never
    await im.handle(createEvent.call(im, 'Old.Name', {}, {}))
    expect(seen).toEqual(['State.StateChange'])
  })

  it('reaches the handler of today from a queue where it was left under its old name', async () => {
    const queue = new MemoryQueue()
    const im = new CallbackHandler({ protocol: versioned(), logger: silent, queue })
    const seen: string[] = []
    im.on('State.StateChange', { async: true, handle: ({ command }) => void seen.push(command) })
    const URLParams = { SdkAppid: '1', CallbackCommand: 'Old.Name' }
    await queue.enqueue({
      CallbackCommand: 'Old.Name',
      URLParams,
      Body: '{}',
      Id: '1',
      ReceivedAt: 1,
      Attempt: 1,
    })
    await im.close()
    expect(seen).toEqual(['State.StateChange'])
  })

  it('is no unknown command to whoever registers it', () => {
    const warnings: string[] = []
    const logger = { ...silent, warn: (text: string) => void warnings.push(text) }
    const im = new CallbackHandler({ protocol: versioned(), logger })
    const untyped = im as unknown as { on(command: string, handle: () => void): void }
    untyped.on('Old.Name', () => undefined)
    expect(warnings).toEqual([
      'im-callback: "Old.Name" is called "State.StateChange" today; a handler of that name gets both.',
    ])
  })
})

describe('what a protocol keeps to itself', () => {
  it('is in no event, not as text either, and in no queue', async () => {
    const queue = new MemoryQueue()
    const jobs: string[] = []
    const { enqueue } = queue
    queue.enqueue = (job) => {
      jobs.push(job.Body)
      return enqueue.call(queue, job)
    }
    const im = new CallbackHandler({ protocol: versioned(), logger: silent, queue })
    const seen: unknown[] = []
    im.on('State.StateChange', { async: true, handle: ({ body, rawBody }) => void seen.push(body, rawBody) })
    await send(im, 'State.StateChange', { a: 1, secret: 's3cret' })
    await send(im, 'State.StateChange', '{ "a": 2 }')
    await im.close()
    expect(jobs).toEqual(['{"a":1}', '{ "a": 2 }'])
    expect(seen).toEqual([{ a: 1 }, '{"a":1}', { a: 2 }, '{ "a": 2 }'])
  })
})

describe('headers', () => {
  it('may tell a protocol what the URL does not', async () => {
    const im = new CallbackHandler({ protocol: versioned(), logger: silent })
    const seen: unknown[] = []
    im.fallback(({ params }) => void seen.push(params.Version))
    const url = '/?SdkAppid=1&CallbackCommand=A'
    await im.receive({ method: 'POST', url, headers: { 'x-version': 'new' }, body: '{}' })
    expect(seen).toEqual(['new'])
  })
})

describe('a body of an old shape', () => {
  it('is seen in the shape of today, and kept as it came', async () => {
    const im = new CallbackHandler({ protocol: versioned(), logger: silent })
    const seen: unknown[] = []
    im.fallback(({ body, rawBody }) => void seen.push(body, rawBody))
    await send(im, 'State.StateChange', { old: 1 })
    await im.receive({ method: 'POST', url: '/?SdkAppid=1&CallbackCommand=A', headers: {}, body: { old: 2 } })
    expect(seen).toEqual([{ old: 1, upgraded: 1 }, '{"old":1}', { old: 2, upgraded: 2 }, '{"old":2}'])
  })
})

describe('a request that could not be served', () => {
  it('is described to the protocol, as far as it was understood', async () => {
    const failed: FailedRequest[] = []
    const im = new CallbackHandler({ protocol: versioned(failed), logger: silent, onError: 'fail' })
    im.on('State.StateChange', () => {
      throw new Error('broken')
    })
    await im.receive({ method: 'GET', url: '/', headers: {}, body: '' })
    await im.receive({ method: 'POST', url: '/?SdkAppid=2', headers: {}, body: '' })
    await send(im, 'Old.Name', '{')
    await send(im, 'Old.Name', { old: 1 })
    const params = { SdkAppid: '1', CallbackCommand: 'Old.Name', Version: 'old' }
    const nothing = { command: undefined, body: undefined }
    expect(failed).toEqual([
      { policy: 'fail', isAuthenticated: false, params: undefined, ...nothing },
      {
        policy: 'fail',
        isAuthenticated: false,
        params: { SdkAppid: '2', CallbackCommand: '', Version: 'old' },
        ...nothing,
      },
      { policy: 'fail', isAuthenticated: true, params, command: 'Old.Name', body: undefined },
      {
        policy: 'fail',
        isAuthenticated: true,
        params,
        command: 'State.StateChange',
        body: { old: 1, upgraded: 1 },
      },
    ])
  })
})

describe('a protocol that fails as one', () => {
  const before = 'C2C.CallbackBeforeSendMsg'
  const hanging = (failsAsOne: boolean) =>
    new CallbackHandler({
      protocol: versioned([], failsAsOne),
      logger: silent,
      onError: 'reject',
      maxInFlight: 1,
      deadline: 1,
    }).on(before, () => new Promise(() => undefined))

  it.each([
    [true, 1],
    [false, 0],
  ])('%p: onError: reject answers overload and deadline with %d', async (failsAsOne, ErrorCode) => {
    const im = hanging(failsAsOne)
    const late = send(im, before, { MsgBody: [] })
    const shed = await send(im, before, { MsgBody: [] })
    const answer = { ActionStatus: 'OK', ErrorCode, ErrorInfo: 'old' }
    expect(JSON.parse(shed.body)).toEqual(answer)
    expect(JSON.parse((await late).body)).toEqual(answer)
  })
})

describe('a served path', () => {
  it.each([
    ['/im', '/im', true],
    ['/im', '/im?x', true],
    ['/im', '/im/', false],
    ['/im/*', '/im', true],
    ['/im/*', '/im/a/b', true],
    ['/im/*', '/im//a?x', true],
    ['/im/*', 'http://host/im/a', true],
    ['/im/*', '/image', false],
    ['/*', '/', true],
    ['/*', '/a', true],
  ])('%s takes %s: %p', (path, url, isServed) => {
    expect(servedAt(path)(url)).toBe(isServed)
  })

  it('has no star but at its end', () => {
    expect(() => servedAt('/im/*/x')).toThrow('has a star in it; it may end in /*')
  })
})
