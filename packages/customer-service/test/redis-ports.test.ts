import {
  type Delivery,
  type Leave,
  redisPushLists,
  redisRouter,
  redisTokens,
} from '@im-callback/customer-service'
import {
  authenticatorConformance,
  pushSinkConformance,
  routerConformance,
} from '@im-callback/customer-service/conformance'
import { describeWithRedis, type RedisServer, startRedis } from '@im-callback/test-servers'
import { Redis } from 'ioredis'
import { quiet } from './support/gateway.js'
import { until } from './support/until.js'

const user = { appId: 7n, uid: 2n ** 62n }

describeWithRedis('with a server', () => {
  let server: RedisServer
  let client: Redis
  let opened = 0
  beforeAll(async () => {
    server = await startRedis()
    client = new Redis(server.url)
    client.on('error', () => undefined)
  })
  afterAll(async () => {
    client.disconnect()
    await server.stop()
  })

  /** A router whose connections are up. */
  const router = async (prefix: string) => {
    const made = redisRouter({ client, prefix, logger: quiet })
    const ear = { isOnline: false, deliver: () => undefined }
    const before = Number((await client.pubsub('NUMSUB', `${prefix}to:0:0`))[1])
    await until(async () => {
      const leave = await made.join({ appId: 0n, uid: 0n }, ear)
      const count = Number((await client.pubsub('NUMSUB', `${prefix}to:0:0`))[1])
      leave()
      return count > before
    })
    return made
  }

  routerConformance({
    name: 'redis',
    open: async (nodes) => {
      const prefix = `test-${++opened}:`
      return Promise.all(Array.from({ length: nodes }, () => router(prefix)))
    },
  })

  authenticatorConformance({
    name: 'redis',
    open: async () => {
      await client.hset('access_token_tA', { user_id: String(user.uid), app_id: String(user.appId) })
      return redisTokens({ client })
    },
    token: 'tA',
    user,
  })

  pushSinkConformance({
    name: 'redis',
    open: async () => {
      await client.flushall()
      const lists = ['customer_push_queue', 'customer_push_queue_v2']
      const taken = async () => {
        const all = await Promise.all(lists.map((list) => client.lrange(list, 0, -1)))
        return all.flat().map((json) => {
          const { command = 64, content } = JSON.parse(json)
          const [, recipient = ''] = /"receiver":(\d+)/.exec(json) ?? []
          return { command, recipient, content }
        })
      }
      return { sink: redisPushLists({ client }), taken }
    },
  })

  describe('redisTokens', () => {
    const ask = (token: string) =>
      redisTokens({ client }).authenticate({ token, platform: 2, deviceId: '', address: undefined })

    it('reads who wants pushes although a desktop is connected', async () => {
      await client.hset('access_token_tB', { user_id: '102', app_id: '7' })
      expect(await ask('tB')).toEqual({ appId: 7n, uid: 102n, wantsPushes: false })
      await client.hset('users_7_102', { notification_on: '1' })
      expect(await ask('tB')).toEqual({ appId: 7n, uid: 102n, wantsPushes: true })
    })

    it.each(['0', '-1', '1.5', 'abc', '', '99999999999999999999'])(
      'takes the uid "%s" for none',
      async (uid) => {
        await client.hset('access_token_bad', { user_id: uid, app_id: '7' })
        expect(await ask('bad')).toBeUndefined()
      },
    )

    it('says what a Redis says that does not know the command, and not the token', async () => {
      const renamed = await startRedis({ args: ['--rename-command', 'HMGET', 'HMGET2'] })
      const own = new Redis(renamed.url)
      const request = { token: 'secret', platform: 2, deviceId: '', address: undefined }
      const asked = Promise.resolve(redisTokens({ client: own }).authenticate(request))
      await expect(asked).rejects.toThrow(/^ERR unknown command 'HMGET'$/)
      own.disconnect()
      await renamed.stop()
    })

    it('says what Redis says, and not the token', async () => {
      await client.set('access_token_secret', 'no hash')
      const error = await Promise.resolve(ask('secret')).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(Error)
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('secret')
      expect(String(error)).toContain('WRONGTYPE')
    })
  })

  it('redisPushLists keeps the unread count where the original does', async () => {
    await redisPushLists({ client }).unread?.({ appId: 7n, uid: 101n }, 3)
    expect(await client.hget('users_7_101', 'unread')).toBe('3')
  })

  it('redisRouter delivers again after Redis was gone, and tells of the gap', async () => {
    const prefix = 'gap:'
    const [here, there] = [await router(prefix), await router(prefix)]
    const heard: unknown[] = []
    await there.join(user, { isOnline: true, deliver: (delivery) => heard.push(delivery) })
    let gaps = 0
    there.onGap(() => gaps++)
    await server.kill()
    await until(() => client.status !== 'ready')
    here.deliver(user, { position: { msgid: 1n, prev: 0n } })
    await server.restart()
    await until(() => gaps > 0)
    await until(() => {
      here.deliver(user, { position: { msgid: 2n, prev: 1n } })
      return heard.length > 0
    })
    expect(heard[0]).toEqual({ message: undefined, position: { msgid: 2n, prev: 1n } })
    await Promise.all([here.close(), there.close()])
  }, 30_000)

  it('redisRouter tells of the gap also when Redis came up after the first user', async () => {
    await server.kill()
    await until(() => client.status !== 'ready')
    const made = redisRouter({ client, prefix: 'late:', logger: quiet })
    await made.join(user, { isOnline: true, deliver: () => undefined })
    const gap = new Promise<void>((resolve) => made.onGap(resolve))
    const calls = jest.spyOn(client, 'call')
    // Not kept in the client until Redis is back: there may be one for each message.
    await expect(made.isOnline({ appId: 1n, uid: 1n })).rejects.toThrow('not connected')
    expect(calls).not.toHaveBeenCalled()
    calls.mockRestore()
    await server.restart()
    await gap
    await made.close()
  }, 30_000)

  it('redisRouter is not brought down by what others publish', async () => {
    const made = await router('odd:')
    const heard: Delivery[] = []
    await made.join(user, { isOnline: true, deliver: (delivery) => void heard.push(delivery) })
    for (const channel of ['to', 'online']) {
      for (const odd of ['', 'x', 'x'.repeat(40)]) await client.publish(`odd:${channel}:7:${user.uid}`, odd)
    }
    const there = await router('odd:')
    there.deliver(user, { position: { msgid: 1n, prev: 0n } })
    await until(() => heard.some(({ position }) => position?.msgid === 1n))
    await Promise.all([made.close(), there.close()])
  })

  it('redisRouter does not ask over and over what Redis refuses', async () => {
    await client.call('ACL', 'SETUSER', 'silent', 'on', '>word', '~*', '&*', '+@all', '-publish')
    const silent = new Redis(server.url, { username: 'silent', password: 'word' })
    await silent.ping()
    const made = redisRouter({ client: silent, logger: quiet })
    const calls = jest.spyOn(silent, 'call')
    made.deliver(user, { position: { msgid: 1n, prev: 0n } })
    for (let each = 0; each < 100; each++) await silent.ping()
    // The delivery, and the gap.
    expect(calls).toHaveBeenCalledTimes(2)
    await client.call('ACL', 'SETUSER', 'silent', '+publish')
    const gap = new Redis(server.url)
    await gap.subscribe('im-callback:gap')
    const told = new Promise((resolve) => gap.on('message', resolve))
    made.deliver(user, { position: { msgid: 2n, prev: 1n } })
    expect(await told).toBe('im-callback:gap')
    for (const each of [silent, gap]) each.disconnect()
    await made.close()
  })

  it('redisRouter does not take those for online who leave while a thousand others are subscribed again', async () => {
    const duplicate = jest.spyOn(client, 'duplicate')
    const made = await router('leaving:')
    const subscriber = duplicate.mock.results[0]?.value as Redis
    duplicate.mockRestore()
    const ear = { isOnline: true, deliver: () => undefined }
    const leaves: Leave[] = []
    for (let uid = 1n; uid <= 600n; uid++) leaves.push(await made.join({ appId: 7n, uid }, ear))
    await server.kill()
    const subscribe = subscriber.subscribe.bind(subscriber)
    jest.spyOn(subscriber, 'subscribe').mockImplementationOnce((...channels) => {
      const done = subscribe(...(channels as string[]))
      for (const leave of leaves) leave()
      return done
    })
    const gap = new Promise<void>((resolve) => made.onGap(resolve))
    await server.restart()
    await gap
    await client.ping()
    expect(await made.isOnline({ appId: 7n, uid: 600n })).toBe(false)
    await made.close()
  }, 30_000)

  it('redisRouter keeps nothing for a Redis that hangs', async () => {
    const made = await router('hang:')
    const calls = jest.spyOn(client, 'call')
    server.freeze()
    try {
      for (let each = 0; each < 20_000; each++) made.deliver(user, { position: { msgid: 1n, prev: 0n } })
      expect(calls.mock.calls.length).toBe(10_000)
    } finally {
      server.thaw()
      calls.mockRestore()
    }
    await until(async () => (await client.ping()) === 'PONG')
    await made.close()
  }, 30_000)
})
