import { Redis } from 'ioredis'
import { createClient } from 'redis'
import { ListQueue, type ListQueueOptions, redisDedupe } from '../src/index.js'
import { queueKeys } from '../src/queue/keys.js'

const client = new Redis({ lazyConnect: true })
const functions = { blpop: async () => null, rpush: async () => 1, llen: async () => 0 }
const key = 'callbacks'

const construct = (options: object) => () => new ListQueue(options as ListQueueOptions)

describe('the options of ListQueue', () => {
  const wrong: Record<string, [object, string]> = {
    'an unknown name': [{ client, key, reliabel: true }, 'Did you mean "reliable"?'],
    'no client': [
      { key },
      'client is none; give an ioredis or node-redis client, or { blpop, rpush, llen }.',
    ],
    'a client of another kind': [{ client: { get: () => 1 }, key }, 'client is none'],
    'no key': [{ client }, 'key is missing; give the key of the list'],
    'an empty key': [{ client, key: '' }, 'key is missing'],
    'a key with braces that are no hash tag': [
      { client, key: 'im{}:list' },
      'write them as in {im}:callbacks',
    ],
    'a blocking client of another kind': [{ client, key, blockingClient: {} }, 'blockingClient is none'],
    'reliable as a text': [{ client, key, reliable: 'yes' }, 'reliable is yes; give true or false.'],
    'reliable with functions': [{ client: functions, key, reliable: true }, 'needs more than three commands'],
    'retry without reliable': [{ client, key, retry: {} }, 'retry means nothing without reliable: true'],
    'lease without reliable': [{ client, key, lease: 1000 }, 'lease means nothing without reliable'],
    'maxInterruptions without reliable': [{ client, key, maxInterruptions: 1 }, 'means nothing without'],
    'a lease of no time': [{ client, key, reliable: true, lease: 0 }, 'lease is 0; give a number from 10.'],
    'a timeout that is no number': [
      { client, key, timeout: '1000' },
      'timeout is 1000; give a number from 1.',
    ],
    'a capacity of none': [{ client, key, capacity: 0 }, 'capacity is 0; give a number from 1.'],
    'no attempts': [{ client, key, reliable: true, retry: { attempts: 0 } }, 'retry.attempts is 0'],
  }
  for (const [name, [options, message]] of Object.entries(wrong)) {
    it(`are refused: ${name}`, () => expect(construct(options)).toThrow(message))
  }

  it('take ioredis, node-redis and functions as they are, without connecting', () => {
    const redis = createClient()
    for (const each of [client, redis, functions]) construct({ client: each, key })()
    expect(client.status).toBe('wait')
    expect(redis.isOpen).toBe(false)
  })
})

describe('the options of redisDedupe', () => {
  const dedupe = (options: object) => () => redisDedupe({ client, ...options })
  const wrong: Record<string, [object, string]> = {
    'an unknown name': [{ tll: 1 }, 'Did you mean "ttl"?'],
    'no client': [{ client: undefined }, 'client is none; give an ioredis or node-redis client.'],
    'three functions as client': [{ client: functions }, 'client is none'],
    'a ttl of no time': [{ ttl: 0 }, 'ttl is 0; give milliseconds from 1.'],
    'a ttl without end': [{ ttl: Number.POSITIVE_INFINITY }, 'ttl is Infinity'],
    'a lock of no time': [{ lock: 1 }, 'lock is 1; give milliseconds from 10.'],
    'a negative wait': [{ wait: -1 }, 'wait is -1'],
    'a timeout that is no number': [{ timeout: Number.NaN }, 'timeout is NaN'],
    'a prefix that is no text': [{ prefix: 1 }, 'prefix is 1; give a text.'],
  }
  for (const [name, [options, message]] of Object.entries(wrong)) {
    it(`are refused: ${name}`, () => expect(dedupe(options)).toThrow(message))
  }
})

describe('the keys of a queue', () => {
  it('hash to the slot of the list in a cluster', () => {
    expect(queueKeys('callbacks').dead).toBe('{callbacks}:dead')
    expect(queueKeys('{im}:callbacks').dead).toBe('{im}:callbacks:dead')
  })
})
