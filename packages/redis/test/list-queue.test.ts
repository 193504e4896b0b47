import { describeWithRedis } from '@im-callback/test-servers'
import { Redis } from 'ioredis'
import { ListQueue } from '../src/index.js'
import { useRedis } from './support/bench.js'
import { libraries } from './support/clients.js'
import { consume, job, recorder, until } from './support/jobs.js'

jest.setTimeout(30_000)

const fromGo =
  '{"CallbackCommand":"C2C.CallbackAfterSendMsg","URLParams":{"SdkAppid":"888888","CallbackCommand":"","ContentType":"json","ClientIP":"","OptPlatform":""},"Body":"e30=","Handler":{}}'

describeWithRedis('a list shared with the Go library', () => {
  const redis = useRedis()
  const goEvent = { CallbackCommand: 'C2C.CallbackAfterSendMsg', Body: '{}', Attempt: 1 }

  for (const reliable of [false, true]) {
    it(`hands out what a Go program has pushed, ${reliable ? 'reliable' : 'plain'}`, async () => {
      await redis.command('RPUSH', redis.key, fromGo)
      const queue = await redis.open({ reliable, clock: () => 1_700_000_000_000 })
      const begun = consume(queue)
      await until(() => begun.length === 1)
      expect(begun[0]).toMatchObject({ ...goEvent, ReceivedAt: 1_700_000_000_000 })
    })
  }

  it('has elements that a Go program pops at its head, in order', async () => {
    const queue = await redis.open({ reliable: true })
    await queue.enqueue(job(1))
    await queue.enqueue(job(2))
    const [, element] = (await redis.command('BLPOP', redis.key, '1')) as [string, string]
    const { CallbackCommand, URLParams, Body, Id } = JSON.parse(element)
    expect({ CallbackCommand, URLParams, Id }).toEqual({
      CallbackCommand: 'C2C.CallbackAfterSendMsg',
      URLParams: {
        SdkAppid: '1400000000',
        CallbackCommand: 'C2C.CallbackAfterSendMsg',
        ContentType: '',
        ClientIP: '',
        OptPlatform: '',
      },
      Id: '1',
    })
    expect(Buffer.from(Body, 'base64').toString()).toBe(job(1).Body)
    expect((await queue.stats()).waiting).toBe(1)
  })

  it('tries a Go event again with what it got at first: its id, and when it was read', async () => {
    let now = 1_700_000_000_000
    const queue = await redis.open({
      reliable: true,
      retry: { attempts: 2, minDelay: 1 },
      clock: () => now++,
    })
    await redis.command('RPUSH', redis.key, fromGo)
    const begun = consume(queue, ({ Attempt }) => {
      if (Attempt === 1) throw new Error('once')
    })
    await until(() => begun.length === 2)
    expect(begun[1]).toEqual({ ...begun[0], Attempt: 2 })
  })
})

describeWithRedis('a client of three functions', () => {
  const redis = useRedis()

  /** What an app writes for a client of its own. */
  async function functions() {
    const [client, blocking] = [await redis.connect(), await redis.connect()] as [Redis, Redis]
    return {
      blpop: (key: string, timeoutSeconds: number): Promise<unknown> => blocking.blpop(key, timeoutSeconds),
      rpush: (key: string, value: string) => client.rpush(key, value),
      llen: (key: string) => client.llen(key),
    }
  }

  it('stores, hands out, and keeps order', async () => {
    const queue = await redis.open({ client: await functions(), concurrency: 1 })
    await Promise.all([1, 2, 3].map((id) => queue.enqueue(job(id))))
    expect(await queue.stats()).toEqual({ waiting: 3, active: 0, delayed: 0, failed: 0 })
    const begun = consume(queue)
    await until(() => begun.length === 3)
    expect(begun).toEqual([job(1), job(2), job(3)])
  })

  it('pushes what failed, and what is no job, to a list of its own, and says so', async () => {
    const { lines, logger } = recorder()
    const queue = await redis.open({ client: await functions(), logger, clock: () => 7 })
    expect(queue.deadLetters).toBeUndefined()
    await redis.command('RPUSH', redis.key, 'secret of a stranger')
    await queue.enqueue(job(1))
    consume(queue, () => Promise.reject(new Error('broken')))
    await until(async () => (await queue.stats()).failed === 2)
    const stored = (await redis.command('LRANGE', `{${redis.key}}:dead:list`, '0', '-1')) as string[]
    const letters = stored.map((letter) => JSON.parse(letter))
    expect(letters.map(({ Element }) => Element)).toContain('secret of a stranger')
    expect(letters.map(({ Error: error }) => error).join()).toContain('broken')
    expect(letters.every(({ FailedAt }) => FailedAt === 7)).toBe(true)
    expect(lines).toHaveLength(2)
    expect(lines.join()).not.toContain('secret')
  })

  it('may answer the value alone, or fail', async () => {
    let calls = 0
    const client = await functions()
    const { lines, logger } = recorder()
    const blpop = async (key: string, timeout: number) => {
      if (++calls === 1) throw new Error('away')
      const reply = await client.blpop(key, timeout)
      return Array.isArray(reply) ? reply[1] : reply
    }
    const queue = await redis.open({ client: { ...client, blpop }, logger })
    const begun = consume(queue)
    await queue.enqueue(job(1))
    await until(() => begun.length === 1)
    expect(lines).toEqual([expect.stringMatching(/cannot take jobs from Redis; it goes on trying.*away/)])
    const broken = await redis.open({ client: { ...client, rpush: () => Promise.reject(new Error('full')) } })
    await expect(broken.enqueue(job(2))).rejects.toMatchObject({ code: 'queue_unavailable' })
  })

  it('gives back what is handled too long when it closes', async () => {
    const queue = await redis.open({ client: await functions() })
    const begun = consume(queue, () => new Promise(() => undefined))
    await queue.enqueue(job(1))
    await until(() => begun.length === 1)
    await queue.close({ timeout: 5 })
    const next = await redis.open()
    const again = consume(next)
    await until(() => again.length === 1)
    expect(again).toEqual([job(1, { Attempt: 2 })])
  })
})

for (const library of Object.keys(libraries)) {
  describeWithRedis(`a list queue with ${library}`, () => {
    const redis = useRedis()

    it('closes at once although it waits for jobs, and loses none that arrives meanwhile', async () => {
      for (const reliable of [false, true]) {
        const producer = await redis.open({ reliable })
        const handled: string[] = []
        for (let round = 0; round < 10; round++) {
          const queue = await redis.open({ library, reliable })
          consume(queue, ({ Id }) => void handled.push(Id))
          await producer.enqueue(job(`${reliable} ${round} a`))
          const begun = performance.now()
          await Promise.all([queue.close(), producer.enqueue(job(`${reliable} ${round} b`))])
          expect(performance.now() - begun).toBeLessThan(2000)
        }
        consume(producer, ({ Id }) => void handled.push(Id))
        await until(() => handled.length === 20)
        expect(new Set(handled).size).toBe(20)
        await producer.close()
      }
    })

    it('leaves no connection behind', async () => {
      const count = async () =>
        Number(/connected_clients:(\d+)/.exec(String(await redis.command('INFO', 'clients')))?.[1])
      const client = await redis.connect(library)
      await redis.command('PING')
      const before = await count()
      for (const reliable of [false, true]) {
        const queue = await redis.open({ client, reliable })
        const begun = consume(queue)
        await queue.enqueue(job(1))
        await until(() => begun.length === 1)
        await queue.close()
      }
      await until(async () => (await count()) <= before + 8)
      const extra = (await count()) - before
      expect(extra).toBeLessThanOrEqual(2 + 6) // the connections of count() itself
    })

    it('takes a blocking client of the app, and leaves it open', async () => {
      const blockingClient = await redis.connect(library)
      const queue = await redis.open({ library, blockingClient })
      const begun = consume(queue)
      await queue.enqueue(job(1))
      await until(() => begun.length === 1)
      await queue.close()
      expect('call' in blockingClient ? blockingClient.status === 'ready' : blockingClient.isReady).toBe(true)
    })

    it('refuses what is more than its capacity', async () => {
      const queue = await redis.open({ library, reliable: true, capacity: 2, retry: { attempts: 1 } })
      await queue.enqueue(job(1))
      await queue.enqueue(job(2))
      await expect(queue.enqueue(job(3))).rejects.toMatchObject({
        code: 'queue_unavailable',
        message: expect.stringMatching(/is full: 2 jobs are waiting\. Raise capacity/),
      })
      consume(queue, () => Promise.reject(new Error('broken')))
      await until(async () => (await queue.stats()).failed === 2)
      expect((await queue.deadLetters?.list())?.length).toBe(2)
    })

    it('says why Redis takes nothing, and shows nothing of what was sent', async () => {
      const queue = await redis.open({ library })
      await redis.command('CONFIG', 'SET', 'maxmemory', '1')
      const error = await queue.enqueue(job(1)).catch((reason) => reason)
      await redis.command('CONFIG', 'SET', 'maxmemory', '0')
      expect(error).toMatchObject({ code: 'queue_unavailable', message: expect.stringContaining('OOM') })
      const shown = JSON.stringify([error, error.cause, Object.values(error.cause)])
      expect(shown).not.toContain(Buffer.from(job(1).Body).toString('base64').slice(0, 20))
      await redis.command('SET', `${redis.key}-text`, 'x')
      const other = await redis.open({ library, key: `${redis.key}-text` })
      await expect(other.enqueue(job(1))).rejects.toThrow(/WRONGTYPE/)
    })
  })
}

describeWithRedis('ioredis as apps configure it', () => {
  const redis = useRedis()
  const options = { keyPrefix: 'app:', commandTimeout: 400, lazyConnect: true, maxRetriesPerRequest: 0 }

  it('may have a prefix, short limits, and wait for its first command', async () => {
    const client = new Redis(redis.server.url, options)
    const { lines, logger } = recorder()
    const queue = await redis.open({ client, reliable: true, logger, retry: { attempts: 2, minDelay: 1000 } })
    const begun = consume(queue, ({ Attempt }) => {
      if (Attempt === 1) throw new Error('once')
    })
    await queue.enqueue(job(1))
    await until(() => begun.length === 2)
    await until(async () => (await queue.stats()).active === 0)
    await queue.close()
    client.disconnect()
    expect(lines).toEqual([])
    const keys = (await redis.command('KEYS', '*')) as string[]
    expect(keys.filter((key) => !key.startsWith('app:'))).toEqual([])
  })
})

describeWithRedis('a Redis that is older than 6.2, or has commands taken away', () => {
  const redis = useRedis({ args: ['--rename-command', 'BLMOVE', ''] })

  it('is told apart when the queue is reliable', async () => {
    const { lines, logger } = recorder()
    const queue = await redis.open({ reliable: true, logger })
    consume(queue)
    await until(() => lines.length > 0)
    expect(lines[0]).toContain('reliable: true needs Redis 6.2 or newer, and its command BLMOVE.')
  })

  it('serves a plain one', async () => {
    const queue = await redis.open()
    const begun = consume(queue)
    await queue.enqueue(job(1))
    await until(() => begun.length === 1)
  })
})

describeWithRedis('a Redis that refuses CLIENT', () => {
  const redis = useRedis({ args: ['--rename-command', 'CLIENT', ''] })

  it('serves a plain queue and a reliable one', async () => {
    for (const reliable of [false, true]) {
      const queue = await redis.open({ reliable, key: `denied-${reliable}` })
      const begun = consume(queue)
      await queue.enqueue(job(1))
      await until(() => begun.length === 1)
      const start = performance.now()
      await queue.close()
      expect(performance.now() - start).toBeLessThan(4000)
    }
  })
})

describe('a closed list queue', () => {
  it('takes nothing, and consumes nothing', async () => {
    const client = new Redis({ lazyConnect: true })
    const queue = new ListQueue({ client, key: 'closed' })
    await queue.close()
    await expect(queue.enqueue(job(1))).rejects.toThrow('The queue is closed.')
    queue.consume(async () => undefined)
    expect(queue.consumers()).toEqual({ master: 0, assist: 0 })
    expect(client.status).toBe('wait')
  })
})
