import {
  describeWithPostgres,
  describeWithRedis,
  type PostgresServer,
  type RedisServer,
  startPostgres,
  startRedis,
} from '@im-callback/test-servers'
import { Redis } from 'ioredis'
import { Pool } from 'pg'
import { createClient, type ReceivedMessage } from '../src/client.js'
import { postgresStore, redisPushLists, redisRouter, redisTokens } from '../src/index.js'
import { tcp } from '../src/tcp.js'
import { messageBody } from './support/bodies.js'
import { quiet, startGateway, type TestGateway } from './support/gateway.js'
import { until } from './support/until.js'

const customer = { appId: 7, uid: 101 }
const seller = { appId: 1453, uid: 201 }

describeWithRedis('two nodes on Redis', () => {
  describeWithPostgres('and PostgreSQL', () => {
    let redis: RedisServer
    let postgres: PostgresServer
    let pool: Pool
    let client: Redis
    let here: TestGateway
    let there: TestGateway
    const closing: (() => Promise<void>)[] = []

    beforeAll(async () => {
      // One after the other: what has started is stopped, also when the next one does not start.
      redis = await startRedis()
      postgres = await startPostgres()
      pool = new Pool({ connectionString: postgres.url })
      pool.on('error', () => undefined)
      client = new Redis(redis.url)
      client.on('error', () => undefined)
      await client.hset('access_token_tA', { user_id: '101', app_id: '7' })
      await client.hset('access_token_tS', { user_id: '201', app_id: '1453' })
      const node = async () => {
        const router = redisRouter({ client, logger: quiet })
        const store = await postgresStore({ pool })
        const push = redisPushLists({ client })
        const bench = await startGateway({ router, store, push, authenticator: redisTokens({ client }) })
        closing.push(
          () => bench.close(),
          () => router.close(),
          () => store.close(),
        )
        return bench
      }
      here = await node()
      there = await node()
    }, 60_000)
    afterAll(async () => {
      for (const close of closing) await close()
      client?.disconnect()
      await pool?.end()
      await Promise.all([redis?.stop(), postgres?.stop()])
    })

    it('push to connections of both, and store an entry for who is on none', async () => {
      const [a, a2] = [await here.login('tA'), await there.login('tA', { device: 'dev-2' })]
      a.send(24, messageBody([7, 101, 5, 201], 'nobody there'))
      await a.wait(5)
      expect(JSON.parse((await client.lpop('customer_push_queue')) ?? '')).toMatchObject({
        appid: 1453,
        content: 'nobody there',
      })
      const s = await there.login('tS')
      a.send(24, messageBody([7, 101, 5, 201], 'hello'))
      await a.wait(5)
      expect((await s.take(3)).map(({ command }) => command)).toEqual([37, 24, 29])
      expect((await a2.take(6)).map(({ command }) => command)).toEqual([37, 24, 29, 37, 24, 29])
      s.send(25, messageBody([7, 101, 5, 201], 'hi'))
      await s.wait(5)
      expect((await a.take(3)).map(({ command }) => command)).toEqual([37, 25, 29])
      expect(await client.llen('customer_push_queue')).toBe(0)
      expect(await client.hget('users_7_101', 'unread')).toBe('0')
      await Promise.all([a.close(), a2.close(), s.close()])
    })

    it('store a resend that reaches the other node once', async () => {
      const body = messageBody([7, 101, 5, 201], '{"uuid":"moving"}')
      const positions = []
      for (const bench of [here, there]) {
        const a = await bench.login('tA')
        a.send(24, body)
        positions.push((await a.wait(37)).body)
        await a.wait(5)
        await a.close()
      }
      expect(positions[0]).toEqual(positions[1])
    })

    it('lose nothing when Redis is killed and comes back: clients are told to sync', async () => {
      const at = (bench: TestGateway) => tcp({ host: '127.0.0.1', port: bench.ports.tcp })
      const a = createClient({ connect: at(here), user: customer, token: 'tA', deviceId: 'dev-9' })
      const s = createClient({ connect: at(there), user: seller, token: 'tS' })
      const seen: ReceivedMessage[] = []
      s.on('message', (message) => void seen.push(message))
      await until(() => a.state === 'online' && s.state === 'online')
      await a.sendToSupport('before', { sellerId: 201 })
      await until(() => seen.at(-1)?.text === 'before')
      await redis.kill()
      for (let each = 0; each < 5; each++) await a.sendToSupport(`without ${each}`, { sellerId: 201 })
      await redis.restart()
      await until(() => seen.at(-1)?.text === 'without 4')
      a.close()
      s.close()
    }, 30_000)
  })
})
