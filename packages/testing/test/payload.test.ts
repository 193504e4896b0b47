import { createHash } from 'node:crypto'
import { CallbackHandler, tencent, tencentCommands } from '@im-callback/core'
import { callbackUrl, payload, samplePayloads, textMessage } from '../src/index.js'

const commands = Object.keys(tencentCommands) as (keyof typeof tencentCommands)[]

describe('payload', () => {
  it('has a sample for every command of the catalogue, and for no other', () => {
    expect(Object.keys(samplePayloads).sort()).toEqual([...commands].sort())
  })

  it.each(commands)('%s: the sample is plain JSON that a handler accepts', async (command) => {
    const body = payload(command)
    expect(JSON.parse(JSON.stringify(body))).toEqual(body)
    const im = new CallbackHandler({ protocol: tencent({ sdkAppId: 1400000000, token: 'test-token' }) })
    const seen: unknown[] = []
    im.on(command, (event) => void seen.push(event.body))
    const url = await callbackUrl('/', { command, sdkAppId: 1400000000, token: 'test-token' })
    const reply = await im.receive({ method: 'POST', url, headers: {}, body: JSON.stringify(body) })
    expect(reply.status).toBe(200)
    expect(seen).toEqual([body])
  })

  it('replaces top-level fields and leaves the others', () => {
    const body = payload('C2C.CallbackBeforeSendMsg', {
      From_Account: 'mallory',
      MsgBody: [textMessage('hi')],
    })
    expect(body).toEqual({
      ...samplePayloads['C2C.CallbackBeforeSendMsg'],
      From_Account: 'mallory',
      MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'hi' } }],
    })
  })

  it('answers a copy: what a test changes does not reach the next one', () => {
    payload('C2C.CallbackBeforeSendMsg').MsgBody.push(textMessage('more'))
    expect(payload('C2C.CallbackBeforeSendMsg').MsgBody).toHaveLength(1)
  })

  it.each(['C2C.NoSuchCommand', '__proto__', 'toString'])('says that %s is not in the catalogue', (name) => {
    // @ts-expect-error not a command
    expect(() => payload(name)).toThrow(`There is no sample for "${name}"`)
  })
})

describe('callbackUrl', () => {
  it('builds the official example', async () => {
    const url = await callbackUrl('/im/callback', {
      command: 'C2C.CallbackBeforeSendMsg',
      sdkAppId: 1400000000,
      token: 'xxxxyyyy',
      requestTime: 1669872112,
    })
    expect(url).toBe(
      '/im/callback?SdkAppid=1400000000&CallbackCommand=C2C.CallbackBeforeSendMsg&contenttype=json' +
        '&ClientIP=127.0.0.1&OptPlatform=iOS' +
        '&Sign=17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061&RequestTime=1669872112',
    )
  })

  it('signs with the time of the clock', async () => {
    const url = await callbackUrl('/', {
      command: 'X',
      sdkAppId: '1',
      token: 't',
      clock: () => 1_700_000_000_999,
    })
    const sign = createHash('sha256').update('t1700000000').digest('hex')
    expect(url).toContain(`&Sign=${sign}&RequestTime=1700000000`)
  })

  it.each([undefined, ''])('does not sign when the token is %p', async (token) => {
    expect(await callbackUrl('/', { command: 'X', sdkAppId: 1, token })).not.toMatch(/Sign|RequestTime/)
  })

  it('keeps a query of the base, escapes values and leaves out what is empty', async () => {
    const options = { command: 'A&B', sdkAppId: 1, contentType: '', clientIP: '', optPlatform: '' }
    expect(await callbackUrl('/cb?v=1', options)).toBe('/cb?v=1&SdkAppid=1&CallbackCommand=A%26B')
  })
})
