import { subscribe, tracingChannel, unsubscribe } from 'node:diagnostics_channel'
import fc from 'fast-check'
import {
  CallbackHandler,
  errorTable,
  type HandlerOptions,
  pickBody,
  tencent,
  tencentSign,
} from '../src/index.js'
import { appId, now, recorder, request, signed, textMessage, token } from './support/requests.js'

const before = 'C2C.CallbackBeforeSendMsg'

function setUp(options: HandlerOptions = {}) {
  const clock = () => now
  const im = new CallbackHandler({
    protocol: tencent({ sdkAppId: appId, token, clock }),
    clock,
    logger: recorder(),
    ...options,
  })
  const post = async (given: Parameters<typeof im.receive>[0]) => {
    const { status, headers, body, error } = await im.receive(given)
    return { status, headers, body: JSON.parse(body), code: error?.code }
  }
  return { im, post }
}

describe('receive', () => {
  it('answers a signed callback with the handler’s verdict as JSON', async () => {
    const { im, post } = setUp()
    im.on(before, (event) => event.reply.reject(120001, `mind your words, ${event.body.From_Account}`))
    expect(await post(await signed(before, textMessage('hi')))).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: { ActionStatus: 'OK', ErrorCode: 120001, ErrorInfo: 'mind your words, alice' },
      code: undefined,
    })
  })

  it('names the allowed method', async () => {
    const { post } = setUp()
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'post', '']) {
      const reply = await post({ ...(await signed(before, textMessage('hi'))), method })
      expect(reply).toMatchObject({ status: 405, code: 'method_not_allowed', headers: { allow: 'POST' } })
    }
  })

  it('does not touch the body before the request is authenticated', async () => {
    const { post } = setUp()
    const body = () => {
      throw new Error('read')
    }
    expect((await post(request(before, body))).code).toBe('signature_missing')
    expect((await post(request(before, body, { SdkAppid: '1' }))).code).toBe('unknown_app')
    expect((await post(request(before, body, { 'a&a': '' }))).code).not.toBe('handler_failed')
  })

  it.each(['gzip', 'br', 'GZIP', 'identity, gzip', 'x'])('refuses the encoding %s', async (encoding) => {
    const { post } = setUp()
    const given = { ...(await signed(before, textMessage('hi'))), headers: { 'content-encoding': encoding } }
    expect((await post(given)).code).toBe('unsupported_encoding')
    expect((await post({ ...given, headers: new Headers(given.headers) })).code).toBe('unsupported_encoding')
  })

  it.each(['identity', 'Identity', ''])('takes the encoding %j', async (encoding) => {
    const { post } = setUp()
    expect(
      (
        await post({
          ...(await signed(before, textMessage('hi'))),
          headers: { 'content-encoding': encoding },
        })
      ).status,
    ).toBe(200)
  })

  it('holds the limit in bytes, for bytes, for text, and for what is declared', async () => {
    const text = textMessage('消息'.repeat(100))
    const bytes = new TextEncoder().encode(text)
    const status = async (bodyLimit: number, body: string | Uint8Array, headers = {}) => {
      const { post } = setUp({ bodyLimit })
      return (await post({ ...(await signed(before, body)), headers })).status
    }
    for (const body of [text, bytes]) {
      expect(await status(bytes.length, body)).toBe(200)
      expect(await status(bytes.length - 1, body)).toBe(413)
    }
    expect(await status(bytes.length, bytes, { 'content-length': String(bytes.length + 1) })).toBe(413)
    expect(await status(bytes.length, bytes, { 'content-length': 'lots' })).toBe(200)
  })

  it('refuses failures of ours without saying what they are', async () => {
    const { im, post } = setUp()
    im.on(before, () => {
      throw new TypeError('cannot read /srv/app/secret.js')
    })
    const { body } = await post(await signed(before, textMessage('hi')))
    expect(JSON.stringify(body)).not.toMatch(/srv|TypeError/)
    const broken = await post(
      await signed(before, () => {
        throw new TypeError('cannot read /srv/app/secret.js')
      }),
    )
    expect(broken.body).toEqual({
      ActionStatus: 'FAIL',
      ErrorCode: 500,
      ErrorInfo: 'handler_failed: The callback could not be handled.',
    })
  })

  it('does not send an answer that has no JSON', async () => {
    const { im, post } = setUp()
    im.on(before, () => ({ ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '', toJSON: () => undefined }))
    expect((await post(await signed(before, textMessage('hi')))).code).toBe('handler_failed')
  })

  it('gives any bytes under any URL a well-formed answer, and never throws', async () => {
    const { im, post } = setUp()
    const seen: unknown[] = []
    im.on(before, (event) => void seen.push(event.body))
    const sign = await tencentSign(token, now / 1000)
    const good = `SdkAppid=${appId}&CallbackCommand=${before}&Sign=${sign}&RequestTime=${now / 1000}`
    const url = fc.oneof(
      fc.constant(`/im?${good}`),
      fc.string().map((text) => `/im?${good}&${text}`),
      fc.string(),
      fc.webUrl({ withQueryParameters: true }),
    )
    const body = fc.oneof(
      fc.uint8Array(),
      fc.json().map((json) => new TextEncoder().encode(json)),
      fc.string(),
      fc.object(),
      fc.anything() as fc.Arbitrary<object>,
    )
    const method = fc.oneof(
      { weight: 9, arbitrary: fc.constant('POST') },
      { weight: 1, arbitrary: fc.string() },
    )
    await fc.assert(
      fc.asyncProperty(method, url, body, async (verb, target, content) => {
        const reply = await post({ method: verb, url: target, headers: {}, body: content })
        const expected = reply.code === undefined ? 200 : errorTable[reply.code].status
        expect(reply.status).toBe(expected)
        expect(reply.body).toMatchObject({
          ActionStatus: reply.code === undefined ? 'OK' : 'FAIL',
          ErrorCode: expect.any(Number),
          ErrorInfo: expect.any(String),
        })
      }),
      { seed: 10, numRuns: 1000 },
    )
    expect(seen.length).toBeGreaterThan(0)
    for (const object of seen) expect(object).not.toBeInstanceOf(Array)
  })
})

describe('pickBody', () => {
  const read = async () => new TextEncoder().encode('read')
  const pick = (source: Parameters<typeof pickBody>[0]) => {
    try {
      return pickBody(source, 100)
    } catch (error) {
      return error
    }
  }

  it.each([
    ['rawBody text first', { rawBody: 'raw', body: {}, read }, 'raw'],
    ['rawBody bytes first', { rawBody: Buffer.from('raw'), body: { a: 1 } }, Buffer.from('raw')],
    ['bytes', { body: Buffer.from('bytes') }, Buffer.from('bytes')],
    ['text', { body: 'text' }, 'text'],
    ['a parsed object', { body: { a: 1 } }, { a: 1 }],
    ['a parsed object, even when the stream looks unread', { body: { a: 1 }, read }, { a: 1 }],
    ['a parsed array, for parse to refuse', { body: [1] }, [1]],
    ['an empty object that was parsed', { body: {}, declaredLength: '2' }, {}],
    [
      'an empty object where there was more',
      { body: {}, declaredLength: '20' },
      expect.objectContaining({ code: 'body_already_read' }),
    ],
    ['an empty object of no bytes as no bytes', { body: {}, declaredLength: '0' }, ''],
    ['an empty text that was parsed', { body: '' }, ''],
    ['nothing, which cannot work', {}, expect.objectContaining({ code: 'body_already_read' })],
    ['a form', { body: { '{"a":1}': '' } }, expect.objectContaining({ code: 'body_already_read' })],
    [
      'a form, cut at =',
      { body: { ' {"a":"b': 'c"}' } },
      expect.objectContaining({ code: 'body_already_read' }),
    ],
    ['a parsed null', { body: null }, expect.objectContaining({ code: 'not_an_object' })],
    ['a parsed number', { body: 5, read }, expect.objectContaining({ code: 'not_an_object' })],
  ])('%s', (_name, source, expected) => {
    expect(pick(source)).toEqual(expected)
  })

  it.each([
    ['nothing else', { read }],
    ['what a skipping parser leaves', { body: {}, read }],
    ['empty text of a skipping parser', { body: '', read }],
  ])('reads the stream when there is %s', async (_name, source) => {
    expect(await pick(source)).toEqual(await read())
  })

  it('names the fix', () => {
    expect(String(pick({}))).toContain('Mount im-callback before other body parsers')
    expect(String(pick({ body: { '{"a":1}': '' } }))).toContain('express.urlencoded')
  })
})

describe('tracing channels', () => {
  it.each(['receive', 'handle', 'queue'] as const)('im-callback:%s', async (name) => {
    const handleOne = async () => {
      const { im, post } = setUp()
      im.on('C2C.CallbackAfterSendMsg', { async: true, handle: () => undefined })
      const body = textMessage('hi', { CallbackCommand: 'C2C.CallbackAfterSendMsg' })
      await post(await signed('C2C.CallbackAfterSendMsg', body))
      await im.close()
    }
    const { start } = tracingChannel(`im-callback:${name}`)
    const seen: unknown[] = []
    const onStart = (message: unknown) => void seen.push(message)
    await handleOne()
    expect(seen).toEqual([])
    subscribe(start.name, onStart)
    await handleOne()
    unsubscribe(start.name, onStart)
    expect(seen).toHaveLength(1)
  })
})
