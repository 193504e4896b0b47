import { RestError } from '@im-callback/rest'
import { clientOf } from './support/client.js'
import { type Received, startService } from './support/service.js'

const kick = { UserID: 'alice' }

/** Answers with exactly this text. */
const saying = (text: string) => startService(({ response }) => void response.end(text))

describe('an answer', () => {
  it('keeps fields that no type has', async () => {
    const service = await startService(() => ({ NewField: { deep: [1] }, MsgKey: 'key' }))
    const answer = await clientOf(service).account.kick(kick)
    expect(answer).toEqual({
      ActionStatus: 'OK',
      ErrorCode: 0,
      ErrorInfo: '',
      NewField: { deep: [1] },
      MsgKey: 'key',
    })
  })

  it('keeps numbers beyond 2^53, as text', async () => {
    const service = await saying('{"ActionStatus":"OK","ErrorCode":0,"Next":12345678901234567890,"Small":1}')
    expect(await clientOf(service).account.kick(kick)).toMatchObject({
      Next: '12345678901234567890',
      Small: 1,
    })
  })

  it.each([
    ['{"ErrorCode":0}', { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' }],
    ['{"ActionStatus":"OK"}', { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' }],
    [
      '{"ActionStatus":"SomeError","ErrorCode":0,"ErrorList":[{"To_Account":"x"}]}',
      { ErrorList: [{ To_Account: 'x' }] },
    ],
  ])('%s is a success', async (text, expected) => {
    expect(await clientOf(await saying(text)).account.kick(kick)).toMatchObject(expected)
  })

  it.each([
    ['{"ActionStatus":"FAIL","ErrorCode":0,"ErrorInfo":"odd"}', { code: 0, kind: 'unknown', info: 'odd' }],
    ['{"ErrorCode":90012}', { code: 90012, kind: 'caller' }],
    ['{"ActionStatus":"OK","ErrorCode":60006}', { code: 60006, kind: 'configuration' }],
  ])('%s is a failure', async (text, expected) => {
    const call = clientOf(await saying(text)).account.kick(kick)
    await expect(call).rejects.toMatchObject({ ...expected, endpoint: 'im_open_login_svc/kick', status: 200 })
  })

  it('does not reach a prototype', async () => {
    const service = await saying('{"ErrorCode":0,"__proto__":{"polluted":true},"constructor":1}')
    await clientOf(service).account.kick(kick)
    expect(({} as { polluted?: true }).polluted).toBeUndefined()
  })

  it.each([
    ['in one piece', false],
    ['packed', true],
  ])('is read no further than 16 MB (%s)', async (_, isPacked) => {
    const { gzipSync } = await import('node:zlib')
    const text = Buffer.alloc((16 << 20) + 1, ' ')
    const service = await startService(({ response }) => {
      if (isPacked) response.setHeader('content-encoding', 'gzip')
      return void response.end(isPacked ? gzipSync(text) : text)
    })
    const call = clientOf(service).account.kick(kick)
    await expect(call).rejects.toMatchObject({
      kind: 'invalid_response',
      message: /longer than any of the platform/,
    })
  })

  it('that leads elsewhere is not followed: the signature would go along', async () => {
    const elsewhere = await startService()
    const service = await startService(
      ({ response }: Received) => void response.writeHead(307, { location: `${elsewhere.url}/v4/x` }).end(),
    )
    await expect(clientOf(service).account.kick(kick)).rejects.toMatchObject({
      kind: 'invalid_response',
      status: 307,
    })
    expect(elsewhere.received).toHaveLength(0)
  })
})

describe('a request', () => {
  it('has all parameters, with the account escaped, and a new random each time', async () => {
    const service = await startService()
    const client = clientOf(service, { identifier: 'admin&x=1 +', random: Math.random })
    await client.account.kick(kick)
    await client.account.kick(kick)
    const [first, second] = service.received
    expect(first?.path).toBe('/v4/im_open_login_svc/kick')
    expect([...(first?.query.keys() ?? [])]).toEqual([
      'sdkappid',
      'identifier',
      'usersig',
      'random',
      'contenttype',
    ])
    expect(first?.query.get('identifier')).toBe('admin&x=1 +')
    expect(first?.query.get('contenttype')).toBe('json')
    expect(first?.query.get('random')).toMatch(/^\d{1,10}$/)
    expect(second?.query.get('random')).not.toBe(first?.query.get('random'))
  })

  it('has a body when there is nothing to say', async () => {
    const service = await startService()
    await clientOf(service).robot.list()
    expect(service.received[0]?.text).toBe('{}')
  })

  it('goes over connections that are there', async () => {
    const service = await startService()
    const client = clientOf(service)
    for (let i = 0; i < 20; i++) await client.account.kick(kick)
    expect(service.connections).toBeLessThan(3)
  })

  it.each([
    ['nonsense', {}, /an endpoint is service\/command/],
    ['openim/../x', {}, /an endpoint is service\/command/],
    ['openim/sendmsg', [], /the body is an object/],
    ['openim/sendmsg', undefined, /the body is an object/],
    ['openim/sendmsg', { MsgSeq: 1n }, /cannot be written as JSON/],
  ])('to %s with %p is refused before it is sent', async (endpoint, body, message) => {
    const service = await startService()
    const call = clientOf(service).call(endpoint as 'openim/sendmsg', body as never)
    await expect(call).rejects.toMatchObject({ kind: 'caller', attempts: 0, message })
    expect(service.received).toHaveLength(0)
  })

  it.each([
    [{ timeout: 0 }, /timeout is 0; give a number above 0/],
    [{ retryUnsafe: 'no' }, /retryUnsafe is "no"; give true or false/],
    [{ signal: {} }, /signal is no AbortSignal/],
    [null, /a call takes an object of options/],
    [{ retryUnsave: true }, /a call has no option "retryUnsave". Did you mean "retryUnsafe"\?/],
  ])('is refused with the options %j', async (options, message) => {
    const service = await startService()
    await expect(clientOf(service).account.kick(kick, options as object)).rejects.toThrow(message)
  })
})

describe('RestError.is', () => {
  it('knows errors by their mark', async () => {
    const service = await startService(() => ({ ErrorCode: 1 }))
    const failed = await clientOf(service)
      .account.kick(kick)
      .catch((error: unknown) => error)
    expect(RestError.is(failed)).toBe(true)
    for (const other of [new Error('x'), null, undefined, 'text', {}]) expect(RestError.is(other)).toBe(false)
  })
})
