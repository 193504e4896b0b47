import { CallbackHandler, tencent } from '@im-callback/core'
import {
  createGateway,
  type GatewayOptions,
  memoryStore,
  postgresStore,
  redisPushLists,
  redisRouter,
  redisTokens,
  sqliteStore,
  staticTokens,
} from '../src/index.js'

const fine: GatewayOptions = {
  supportAppId: 1453,
  store: memoryStore(),
  authenticator: staticTokens({}),
  tcp: { port: 0 },
}

describe('createGateway says what is wrong with its options', () => {
  it.each<[string, object]>([
    ['supportAppId is 0; give the app of your sellers, a number above 0', { supportAppId: 0 }],
    ['supportAppId is -5', { supportAppId: -5n }],
    ['supportAppId is 1.5; give a whole number', { supportAppId: 1.5 }],
    ['supportAppId is undefined', { supportAppId: undefined }],
    ['authenticator needs the method authenticate; nothing was given', { authenticator: undefined }],
    ['store needs the method append', { store: {} }],
    ['router needs the method join', { router: {} }],
    ['router needs the method onGap', { router: { join() {}, deliver() {}, isOnline() {} } }],
    ['push needs the method push', { push: {} }],
    ['assignment needs the method assign', { assignment: {} }],
    ['callbacks needs the method createEvent', { callbacks: {} }],
    ['callbacks speaks Tencent', { callbacks: new CallbackHandler({ protocol: tencent({ sdkAppId: 1 }) }) }],
    ['compat is "strict"; give "strict-silent"', { compat: 'strict' }],
    ['copies is "pull"; give "push" or "notify"', { copies: 'pull' }],
    ['syncKeys is true', { syncKeys: true }],
    ['unpersistent is "all"', { unpersistent: 'all' }],
    ['has no option "supportAppID". Did you mean "supportAppId"?', { supportAppID: 1 }],
    ['has no option "sync". It takes', { limits: { sync: 1 } }],
    ['idleTime is "5"; give a number above 0', { limits: { idleTime: '5' } }],
    ['outbox is 0', { limits: { outbox: 0 } }],
    ['maxContent is 40000; a frame carries 32731', { limits: { maxContent: 40_000 } }],
    ['give tcp, websocket or both', { tcp: undefined }],
    ['tcp has no option "prt". Did you mean "port"?', { tcp: { prt: 1 } }],
    ['port is 70000', { tcp: { port: 70_000 } }],
    ['websocket.path is "ws"', { websocket: { path: 'ws' } }],
  ])('%s', (message, wrong) => {
    expect(() => createGateway({ ...fine, ...wrong })).toThrow(message)
  })

  it('and listens once', async () => {
    const gateway = createGateway({ ...fine, tcp: { port: 0, host: '127.0.0.1' } })
    const { tcp, websocket } = await gateway.listen()
    expect([typeof tcp?.port, websocket]).toEqual(['number', undefined])
    await expect(gateway.listen()).rejects.toThrow('listens already')
    const second = createGateway({ ...fine, tcp: { port: tcp?.port, host: '127.0.0.1' } })
    await expect(second.listen()).rejects.toThrow('EADDRINUSE')
    await second.close()
    await gateway.close()
  })
})

describe('stores say what is wrong with their options', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['file is undefined', () => sqliteStore({} as never)],
    ['durability is "fast"', () => sqliteStore({ file: 'x', durability: 'fast' as never })],
    ['has no option "path"', () => sqliteStore({ file: 'x', path: 'y' } as never)],
    ['ENOENT', () => sqliteStore({ file: '/no/such/folder/x.db' })],
    ['pool needs the method connect', () => postgresStore({ pool: {} as never })],
    ['has no option "table"', () => postgresStore({ table: 'x' } as never)],
  ])('%s', async (message, open) => {
    await expect(open()).rejects.toThrow(message)
  })
})

describe('what is to talk to Redis asks for a client of ioredis', () => {
  /** The methods a client of the package `redis` has of those that are looked for. */
  const nodeRedis = { on() {}, off() {}, duplicate() {} }

  it.each([
    ['redisRouter', () => redisRouter({ client: nodeRedis as never })],
    [
      'redisRouter',
      () => redisRouter({ client: { ...nodeRedis, call() {}, duplicate: undefined } as never }),
    ],
    ['redisTokens', () => redisTokens({ client: nodeRedis as never })],
    ['redisPushLists', () => redisPushLists({ client: undefined as never })],
  ])('%s', (name, make) => {
    expect(make).toThrow(
      new RegExp(`^${name}: client needs the method \\w+; give new Redis\\(…\\) of the package ioredis\\.$`),
    )
  })
})
