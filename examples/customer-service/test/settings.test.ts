import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSettings } from '../src/settings.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'im-callback-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('settings', () => {
  it('have a default each, and a secret that is kept for its owner alone', () => {
    const settings = readSettings({}, folder)
    expect(settings).toMatchObject({ host: '127.0.0.1', port: 3009, sellers: [201n] })
    expect(settings.secret).toMatch(/^[\w-]{43}$/)
    expect(readSettings({}, folder).secret).toBe(settings.secret)
    expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600)
  })

  it('come from the environment', () => {
    const environment = {
      IM_DATA: folder,
      IM_SECRET: 'mine',
      IM_SELLERS: '201,202',
      PORT: '0',
      IM_POSTGRES_URL: 'postgres://db',
      IM_REDIS_URL: 'redis://cache',
    }
    expect(readSettings(environment, '/nowhere')).toMatchObject({
      data: folder,
      secret: 'mine',
      sellers: [201n, 202n],
      port: 0,
      shared: { postgresUrl: 'postgres://db', redisUrl: 'redis://cache' },
    })
  })

  it('connect Tencent when there is a key', () => {
    expect(readSettings({ IM_SDK_APP_ID: '1400000000' }, folder).tencent).toBeUndefined()
    const key = { IM_SDK_APP_ID: '1400000000', IM_SECRET_KEY: 'key' }
    expect(readSettings(key, folder).tencent).toEqual({
      sdkAppId: 1400000000,
      secretKey: 'key',
      token: undefined,
      identifier: 'administrator',
      region: 'china',
      restUrl: undefined,
      account: 'support',
    })
    const more = {
      IM_CALLBACK_TOKEN: 't',
      IM_REGION: 'tokyo',
      IM_REST_URL: 'http://127.0.0.1:1',
      IM_SUPPORT_ACCOUNT: 'kefu',
    }
    expect(readSettings({ ...key, ...more }, folder).tencent).toMatchObject({
      token: 't',
      region: 'tokyo',
      restUrl: 'http://127.0.0.1:1',
      account: 'kefu',
    })
  })

  it.each([
    [{ IM_SECRET_KEY: 'key', IM_SDK_APP_ID: 'key' }, 'IM_SDK_APP_ID is no number'],
    [{ IM_SECRET_KEY: 'key' }, 'IM_SDK_APP_ID is no number'],
    [{ IM_SECRET_KEY: 'key', IM_SDK_APP_ID: '1', IM_REGION: 'mars' }, 'IM_REGION is "mars"'],
    [{ IM_REDIS_URL: 'redis://cache' }, 'Set IM_POSTGRES_URL and IM_REDIS_URL'],
    [{ IM_SELLERS: 'mei' }, 'IM_SELLERS is "mei"'],
    [{ PORT: '80a' }, 'PORT is "80a"'],
    [{ PORT: '70000' }, 'PORT is "70000"'],
    [{ IM_GATEWAY_URL: 'chat.example.com' }, 'IM_GATEWAY_URL is "chat.example.com"'],
    [{ IM_GATEWAY_URL: 'wss://' }, 'IM_GATEWAY_URL is "wss://"'],
  ])('that mean nothing are named: %j', (environment, message) => {
    expect(() => readSettings(environment, folder)).toThrow(message)
  })
})
