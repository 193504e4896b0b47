import fc from 'fast-check'
import { type App, CallbackError, type TencentOptions, tencent, tencentSign } from '../src/index.js'
import { params as query } from '../src/receive/params.js'
import { appId, now, token } from './support/requests.js'

const seconds = String(now / 1000)
const officialSign = '17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061'

/** The code of the refusal, or the app that was let in. */
async function authenticate(options: TencentOptions, search: string): Promise<string | App | undefined> {
  const protocol = tencent({ clock: () => now, ...options })
  const url = `/im/callback?${search}`
  try {
    const found = query(url)
    return await protocol.authenticate({
      url,
      query: found,
      params: protocol.params(found, url, {}),
      headers: {},
    })
  } catch (error) {
    return CallbackError.is(error) ? error.code : `unexpected ${error}`
  }
}

const withToken = (sign: string, time = seconds) =>
  authenticate({ sdkAppId: appId, token }, `SdkAppid=${appId}&Sign=${sign}&RequestTime=${time}`)

describe('the app id', () => {
  it.each([
    [`SdkAppid=${appId}`, { token: undefined }],
    ['', 'unknown_app'],
    ['SdkAppid=', 'unknown_app'],
    ['SdkAppid=1400000001', 'unknown_app'],
    [`SdkAppid=0${appId}`, 'unknown_app'],
    [`SdkAppid=%20${appId}`, 'unknown_app'],
    [`SdkAppid=${appId}%20`, 'unknown_app'],
    [`SdkAppid=${appId}.0`, 'unknown_app'],
    ['SdkAppid=1.4e9', 'unknown_app'],
    [`SdkAppid=%2B${appId}`, 'unknown_app'],
    [`sdkappid=${appId}`, 'unknown_app'],
    [`SdkAppid[]=${appId}`, 'unknown_app'],
    [`SdkAppid=${appId}&SdkAppid=${appId}`, 'ambiguous_param'],
  ])('is compared as text: %s', async (search, expected) => {
    expect(await authenticate({ sdkAppId: Number(appId) }, search)).toEqual(expected)
  })

  it('may be one of several', async () => {
    const apps = { 1400000000: { name: 'one' }, 1400000001: { name: 'two' } }
    expect(await authenticate({ apps }, 'SdkAppid=1400000001')).toEqual({ name: 'two' })
    expect(await authenticate({ apps }, 'SdkAppid=1400000002')).toBe('unknown_app')
    expect(await authenticate({ apps }, 'SdkAppid=toString')).toBe('unknown_app')
  })

  it('may be asked for, at once or later', async () => {
    const find = (id: string): App | undefined => (id === appId ? { token: '' } : undefined)
    expect(await authenticate({ apps: find }, `SdkAppid=${appId}`)).toEqual({ token: '' })
    expect(await authenticate({ apps: async (id) => find(id) }, `SdkAppid=${appId}`)).toEqual({ token: '' })
    expect(await authenticate({ apps: async (id) => find(id) }, 'SdkAppid=1')).toBe('unknown_app')
  })

  it('is digits before anyone is asked for it', async () => {
    const asked: string[] = []
    const apps = (id: string) => void asked.push(id)
    for (const id of ['', '__proto__', '1 OR 1=1', '9'.repeat(21)]) {
      expect(await authenticate({ apps }, `SdkAppid=${encodeURIComponent(id)}`)).toBe('unknown_app')
    }
    expect(asked).toEqual([])
  })

  it.each([
    [{ sdkAppId: 'my-app' }, /"my-app" is no SDKAppID/],
    [{ sdkAppId: 1.5 }, /"1.5" is no SDKAppID/],
    [{ apps: {}, token: 'x' }, /either sdkAppId and token, or apps/],
    [{ apps: { abc: {} } }, /"abc" is no SDKAppID/],
    [{ token: 5 as unknown as string }, /token is a text/],
    [{ token: [] }, /token is a text/],
    [{ token: ['real', ''] }, /none of them blank/],
    [{ token: ['real', undefined as unknown as string] }, /none of them blank or undefined/],
    [{ apps: { 1: 'secret' as never } }, /apps: "1" is a string; give/],
    [{ apps: { 1: { token: [''] } } }, /none of them blank/],
    [{ apps: { 1: { tokne: 'secret' } } }, /apps: "1" has no token, but "tokne". Did you mean "token"/],
    [{ tokne: 'x' } as TencentOptions, /no option "tokne". Did you mean "token"/],
  ])('must make sense in the options: %j', (options, message) => {
    expect(() => tencent(options)).toThrow(message)
  })
})

describe('the signature', () => {
  it('is the one of the official sample', async () => {
    expect(await tencentSign('xxxxyyyy', '1669872112')).toBe(officialSign)
    expect(await withToken(officialSign)).toEqual({ token })
    expect(await withToken(officialSign.toUpperCase())).toEqual({ token })
  })

  it.each([
    ['no Sign', `RequestTime=${seconds}`, 'signature_missing'],
    ['no RequestTime', `Sign=${officialSign}`, 'signature_missing'],
    ['neither', '', 'signature_missing'],
    ['an empty Sign', `Sign=&RequestTime=${seconds}`, 'signature_missing'],
    ['an empty RequestTime', `Sign=${officialSign}&RequestTime=`, 'signature_missing'],
    ['a short Sign', `Sign=${officialSign.slice(1)}&RequestTime=${seconds}`, 'signature_invalid'],
    ['a long Sign', `Sign=${officialSign}0&RequestTime=${seconds}`, 'signature_invalid'],
    ['a Sign that is no hex', `Sign=${'z'.repeat(64)}&RequestTime=${seconds}`, 'signature_invalid'],
    ['a wrong Sign', `Sign=${'0'.repeat(64)}&RequestTime=${seconds}`, 'signature_invalid'],
    ['RequestTime NaN', `Sign=${officialSign}&RequestTime=NaN`, 'signature_invalid'],
    ['RequestTime with a sign', `Sign=${officialSign}&RequestTime=%2B${seconds}`, 'signature_invalid'],
    ['RequestTime with a fraction', `Sign=${officialSign}&RequestTime=${seconds}.0`, 'signature_invalid'],
    ['RequestTime as exponent', `Sign=${officialSign}&RequestTime=1e9`, 'signature_invalid'],
    ['RequestTime of 13 digits', `Sign=${officialSign}&RequestTime=${now}`, 'signature_invalid'],
    ['RequestTime with a line break', `Sign=${officialSign}&RequestTime=${seconds}%0A`, 'signature_invalid'],
    ['Sign twice', `Sign=${officialSign}&Sign=${officialSign}&RequestTime=${seconds}`, 'ambiguous_param'],
  ])('%s', async (_name, search, expected) => {
    expect(await authenticate({ sdkAppId: appId, token }, `SdkAppid=${appId}&${search}`)).toBe(expected)
  })

  it.each([
    [-61, 'signature_expired'],
    [-60, { token }],
    [60, { token }],
    [61, 'signature_expired'],
  ])('%i seconds off', async (offset, expected) => {
    const time = String(now / 1000 + offset)
    expect(await withToken(await tencentSign(token, time), time)).toEqual(expected)
  })

  it('is made over the text of RequestTime, not over its number', async () => {
    const padded = `0${seconds}`
    expect(await withToken(officialSign, padded)).toBe('signature_invalid')
    expect(await withToken(await tencentSign(token, padded), padded)).toEqual({ token })
  })

  it('fits any of several tokens while one is rotated', async () => {
    const search = async (key: string) =>
      `SdkAppid=${appId}&RequestTime=${seconds}&Sign=${await tencentSign(key, seconds)}`
    const options = { sdkAppId: appId, token: ['new', 'old'] }
    expect(await authenticate(options, await search('new'))).toEqual({ token: ['new', 'old'] })
    expect(await authenticate(options, await search('old'))).toEqual({ token: ['new', 'old'] })
    expect(await authenticate(options, await search('older'))).toBe('signature_invalid')
  })

  it('is asked for by app: a token of another app does not fit', async () => {
    const apps = { 1: { token: 'a' }, 2: { token: 'b' }, 3: {} }
    const search = async (id: number, key: string) =>
      `SdkAppid=${id}&RequestTime=${seconds}&Sign=${await tencentSign(key, seconds)}`
    expect(await authenticate({ apps }, await search(1, 'a'))).toEqual({ token: 'a' })
    expect(await authenticate({ apps }, await search(2, 'a'))).toBe('signature_invalid')
    expect(await authenticate({ apps }, 'SdkAppid=3')).toEqual({})
  })

  it('is refused, not taken for "undefined", when a token of a looked-up app is none', async () => {
    const search = `SdkAppid=1&RequestTime=${seconds}&Sign=${await tencentSign('undefined', seconds)}`
    for (const token of [['real', undefined], [undefined], null, 0]) {
      const apps = () => ({ token }) as unknown as App
      expect(await authenticate({ apps }, search)).toMatch(/unexpected TypeError: token is a text/)
    }
  })

  it('is not checked without a token', async () => {
    expect(await authenticate({ sdkAppId: appId }, `SdkAppid=${appId}&Sign=wrong`)).toEqual({
      token: undefined,
    })
  })

  it('stays right when more seconds and tokens pass than are remembered', async () => {
    const apps = (id: string): App => ({ token: `token-${id}` })
    const protocol = tencent({ apps, clock: () => now })
    const check = async (id: number, key = `token-${id}`) => {
      const url = `/?SdkAppid=${id}&RequestTime=${seconds}&Sign=${await tencentSign(key, seconds)}`
      return protocol.authenticate({
        url,
        query: query(url),
        params: protocol.params(query(url), url, {}),
        headers: {},
      })
    }
    for (let id = 1; id <= 1500; id++) await check(id)
    expect(await check(1)).toEqual({ token: 'token-1' })
    await expect(check(1500, 'token-1')).rejects.toMatchObject({ code: 'signature_invalid' })
  })

  it('holds for what was signed, and for no near miss', async () => {
    const secret = fc.string({ minLength: 1, maxLength: 40 })
    const offset = fc.integer({ min: -60, max: 60 })
    await fc.assert(
      fc.asyncProperty(secret, offset, fc.nat(63), fc.nat(14), async (key, shift, place, digit) => {
        const time = String(now / 1000 + shift)
        const sign = await tencentSign(key, time)
        const check = (given: string, at: string) =>
          authenticate({ sdkAppId: appId, token: key }, `SdkAppid=${appId}&Sign=${given}&RequestTime=${at}`)
        expect(await check(sign, time)).toEqual({ token: key })
        const others = '0123456789abcdef'.replace(sign[place] ?? '', '')
        const tampered = sign.slice(0, place) + others[digit] + sign.slice(place + 1)
        expect(await check(tampered, time)).toBe('signature_invalid')
        const nextSecond = String(Number(time) + (shift === 60 ? -1 : 1))
        expect(await check(sign, nextSecond)).toBe('signature_invalid')
      }),
      { seed: 5, numRuns: 50 },
    )
  })
})
