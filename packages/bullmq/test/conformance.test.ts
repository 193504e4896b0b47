import { describeWithRedis, type RedisServer, startRedis } from '@im-callback/test-servers'
import { queueConformance } from '@im-callback/testing/conformance'
import { BullMqQueue } from '../src/index.js'
import { corrupt } from './support/corrupt.js'

describeWithRedis('on a Redis', () => {
  let redis: RedisServer
  let stores = 0

  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis.stop())

  queueConformance({
    name: 'BullMqQueue',
    createStore: async () => {
      const name = `store-${++stores}`
      return {
        open: (options) => new BullMqQueue({ ...options, connection: redis.url, name }),
        corrupt: (raw) => corrupt({ url: redis.url, name, raw }),
        dispose: async () => undefined,
      }
    },
  })
})
