import { Redis } from 'ioredis'
import { BullMqQueue, type BullMqQueueOptions } from '../src/index.js'

const connection = 'redis://127.0.0.1:1'

const wrong: [string, unknown, string][] = [
  [
    'a mistyped name',
    { connection, concurency: 1 },
    'has no option "concurency". Did you mean "concurrency"?',
  ],
  ['no connection', {}, 'connection is missing; give the URL'],
  ['a connection that is nothing', { connection: null }, 'connection is missing'],
  [
    'another protocol',
    { connection: 'http://user:secret@127.0.0.1' },
    'give one like redis://user:password@host',
  ],
  ['half a URL', { connection: 'redis://' }, 'connection is no URL of a Redis'],
  ['a url among options', { connection: { url: connection } }, 'give the URL itself'],
  ['a key prefix', { connection: { keyPrefix: 'x:' } }, 'give the option prefix instead'],
  [
    'a client with a key prefix',
    { connection: new Redis({ lazyConnect: true, keyPrefix: 'x:' }) },
    'give the option prefix instead',
  ],
  ['a name with a colon', { connection, name: 'im:callback' }, 'name is a text without a colon'],
  ['an empty name', { connection, name: '' }, 'name is a text without a colon'],
  ['an empty prefix', { connection, prefix: '' }, 'prefix is a text'],
  ['a short lease', { connection, lease: 10 }, 'lease is 10; give a whole number, 1000 or more.'],
  ['no lease', { connection, lease: Number.NaN }, 'lease is NaN'],
  ['fewer than no interruptions', { connection, maxInterruptions: -1 }, 'give a whole number, 0 or more.'],
  ['no time to enqueue', { connection, timeout: 0 }, 'timeout is 0'],
  ['keeping half a job', { connection, keepCompleted: 0.5 }, 'keepCompleted is 0.5'],
  ['no attempts', { connection, retry: { attempts: 0 } }, 'retry.attempts is 0'],
]

describe('BullMqQueue options', () => {
  it.each(wrong)('refuses %s', (_name, options, sentence) => {
    expect(() => new BullMqQueue(options as BullMqQueueOptions)).toThrow(TypeError)
    expect(() => new BullMqQueue(options as BullMqQueueOptions)).toThrow(sentence)
  })

  it('says nothing of the URL, which carries a password', () => {
    const secret = 'hunter2'
    for (const url of [`http://:${secret}@127.0.0.1`, `redis//:${secret}@x`, `redis://:${secret}@[::`]) {
      expect(() => new BullMqQueue({ connection: url })).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining(secret) }),
      )
    }
  })
})
