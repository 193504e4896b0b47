import {
  CallbackError,
  type CallbackErrorCode,
  type CallbackReply,
  type HandlerOptions,
  MemoryQueue,
} from '@im-callback/core'
import type { OpenImCommands } from '@im-callback/openim'
import { manualClock } from '@im-callback/testing'
import { goOn, handlerOf, post, said } from './support/handler.js'

const before = 'callbackBeforeSendSingleMsgCommand'
const refusal = {
  actionCode: 0,
  errCode: 20001,
  errMsg: 'This could not be checked. Please try again.',
  errDlt: '',
  nextCode: 1,
}
const message = { callbackCommand: before, contentType: 101, content: '{"content":"a"}' }
type Options = Omit<HandlerOptions<OpenImCommands>, 'protocol'>
type Failing = (options: Options) => Promise<CallbackReply>

const path = `/cb/${before}`
const receive = (change: object) => (options: Options) =>
  handlerOf({}, options).receive({ method: 'POST', url: path, headers: {}, body: '{}', ...change })

/** Everything that can go wrong once it is known who calls. */
const failures: Partial<Record<CallbackErrorCode | 'deadline', Failing>> = {
  body_too_large: receive({ headers: { 'content-length': '9999999' } }),
  unsupported_encoding: receive({ headers: { 'content-encoding': 'gzip' } }),
  body_already_read: (options) =>
    handlerOf({}, options).receive({
      method: 'POST',
      url: path,
      headers: {},
      body: () => Promise.reject(new CallbackError('body_already_read', 'Something has read it.')),
    }),
  invalid_utf8: receive({ body: new Uint8Array([0x7b, 0xff]) }),
  invalid_json: receive({ body: '' }),
  not_an_object: receive({ body: '[]' }),
  too_deep: receive({ body: '['.repeat(1000) }),
  command_mismatch: receive({ body: '{"callbackCommand":"callbackAfterSendSingleMsgCommand"}' }),
  handler_failed: (options) => {
    const im = handlerOf({}, options)
    im.on(before, () => {
      throw new Error('broken')
    })
    return post(im, path, message)
  },
  overloaded: async (options) => {
    const im = handlerOf({}, { ...options, maxInFlight: 1, deadline: Number.POSITIVE_INFINITY })
    im.on(before, () => new Promise(() => undefined))
    void post(im, path, message)
    return post(im, path, message)
  },
  queue_unavailable: async (options) => {
    const queue = new MemoryQueue()
    await queue.close()
    const im = handlerOf({}, { ...options, queue })
    im.on(before, { async: true, handle: () => undefined })
    return post(im, path, message)
  },
  deadline: async (options) => {
    const { clock, timers, advance } = manualClock()
    const im = handlerOf({}, { ...options, clock, timers })
    im.on(before, () => new Promise(() => undefined))
    const reply = post(im, path, message)
    await advance(4500)
    return reply
  },
  body_timeout: async (options) => {
    const { clock, timers, advance } = manualClock()
    const reply = receive({ body: () => new Promise(() => undefined) })({ ...options, clock, timers })
    await advance(4500)
    return reply
  },
}

describe.each(Object.entries(failures))('%s', (_name, fail) => {
  it.each([undefined, 'allow', 'fail'] as const)(
    'lets the operation go on with onError: %p',
    async (onError) => {
      const reply = await fail({ onError })
      expect([reply.status, said(reply)]).toEqual([200, goOn])
    },
  )

  it('refuses with onError: reject', async () => {
    const reply = await fail({ onError: 'reject' })
    expect([reply.status, said(reply)]).toEqual([200, refusal])
  })
})

describe('what the answer to a failure depends on', () => {
  it('is onTimeout for what takes too long, when it is given', async () => {
    const allowed = await failures.deadline?.({ onError: 'reject', onTimeout: 'allow' })
    const refused = await failures.deadline?.({ onTimeout: 'reject' })
    expect(allowed && said(allowed)).toEqual(goOn)
    expect(refused && said(refused)).toEqual(refusal)
  })

  it('is whether the event can still be refused', async () => {
    const im = handlerOf({}, { onError: 'reject' })
    const reply = await post(im, '/cb/callbackAfterSendSingleMsgCommand', '')
    expect([reply.status, said(reply)]).toEqual([200, goOn])
  })

  it('is what the server takes from every reply', async () => {
    const name = 'callbackBeforeSetGroupInfoCommand'
    const im = handlerOf()
    im.on(name, () => {
      throw new Error('broken')
    })
    const body = { callbackCommand: name, groupID: 'g', groupName: 'n', introduction: '', faceURL: '' }
    const { callbackCommand, ...echo } = body
    expect(said(await post(im, `/cb/${name}`, body))).toEqual({ ...goOn, ...echo })
    // Nothing to give back: the server would fail over the blank group, and say something else about it.
    expect(said(await post(im, `/cb/${name}`, '{'))).toEqual(refusal)
  })

  it('is the version', async () => {
    const v2 = { errMsg: '', operationID: '' }
    expect(said(await post(handlerOf(), '/cb', '{'))).toEqual({ actionCode: 0, errCode: 500, ...v2 })
    const rejecting = handlerOf({}, { onError: 'reject' })
    // v2.0 refuses with errCode 0 alone; v2.3 makes a code of its own of it.
    const { errMsg } = refusal
    expect(said(await post(rejecting, '/cb', '{'))).toEqual({ ...v2, actionCode: 1, errCode: 0, errMsg })
    expect(said(await post(rejecting, `/cb?command=${before}`, '{'))).toEqual(refusal)
  })
})

describe('a stranger', () => {
  it.each(['GET', 'HEAD', 'PUT'])('learns nothing by %s, and a redirected server goes on', async (method) => {
    const im = handlerOf({ secret: 's3cret' })
    const reply = await im.receive({ method, url: path, headers: {}, body: '' })
    expect([reply.status, reply.body, reply.headers.allow]).toEqual([405, '{}', 'POST'])
  })

  it('learns nothing by a query that is ambiguous', async () => {
    const reply = await post(handlerOf({ secret: 's3cret' }), `${path}?key=1&key=1`, message)
    expect([reply.status, reply.body]).toEqual([400, '{}'])
  })

  it('learns nothing by a function that fails or takes its time', async () => {
    expect(await unsure(path)).toEqual([
      [500, {}],
      [503, {}],
    ])
  })
})

/** Answers of handlers whose function does not find out who calls: it fails, or takes too long. */
async function unsure(url: string, options: Options = {}) {
  const failing = handlerOf({ authenticate: () => Promise.reject(new Error('no database')) }, options)
  const { clock, timers, advance } = manualClock()
  const slow = handlerOf({ authenticate: () => new Promise(() => undefined) }, { ...options, clock, timers })
  const late = post(slow, url, message)
  await advance(4500)
  return [await post(failing, url, message), await late].map((reply) => [reply.status, said(reply)])
}

describe('before it is known who calls', () => {
  it('what fails is refused with onError: reject', async () => {
    const options: Options = { onError: 'reject' }
    const v2 = { actionCode: 1, errCode: 0, errMsg: refusal.errMsg, operationID: '' }
    expect(await unsure(path, options)).toEqual([
      [500, refusal],
      [503, refusal],
    ])
    expect(await unsure('/cb', options)).toEqual([
      [500, v2],
      [503, v2],
    ])
    const redirected = await handlerOf({}, options).receive({
      method: 'GET',
      url: path,
      headers: {},
      body: '',
    })
    expect([redirected.status, said(redirected)]).toEqual([405, refusal])
    const twice = await post(handlerOf({}, options), `${path}?key=1&key=1`, message)
    expect([twice.status, said(twice)]).toEqual([400, refusal])
  })

  it('v2.0 keeps the text that its word filter asks about', async () => {
    expect(await unsure('/cb')).toEqual([
      [500, { errCode: 500 }],
      [503, { errCode: 500 }],
    ])
  })
})
