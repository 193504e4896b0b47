import { CallbackError } from '@im-callback/core'
import { describeWithRedis, type RedisServer, startRedis } from '@im-callback/test-servers'
import { Cluster, Redis } from 'ioredis'
import type { BullMqQueue } from '../src/index.js'
import { job, notes, until } from './support/jobs.js'
import { openQueues } from './support/queues.js'

jest.setTimeout(30_000)

const isStored = (queue: BullMqQueue, id: number) =>
  queue.enqueue(job(id)).then(
    () => true,
    () => false,
  )

const clientsOf = async (redis: Redis) =>
  String(await redis.client('LIST'))
    .trim()
    .split('\n').length

describeWithRedis('where Redis is', () => {
  let redis: RedisServer
  let observer: Redis
  let names = 0
  const open = openQueues(() => ({ connection: redis.url, name: `connection-${++names}` }))

  beforeAll(async () => {
    redis = await startRedis()
    observer = new Redis(redis.url)
  })
  afterAll(async () => {
    observer.disconnect()
    await redis.stop()
  })

  async function works(queue: ReturnType<typeof open>): Promise<void> {
    const handled: string[] = []
    queue.consume(async ({ Id }) => void handled.push(Id))
    await queue.enqueue(job(1))
    await until(() => handled.length === 1)
  }

  it('can be told by options of ioredis', async () => {
    await works(open({ connection: { host: '127.0.0.1', port: redis.port } }))
  })

  it('can be told by a client, which is left alone', async () => {
    const client = new Redis(redis.url, { lazyConnect: true, retryStrategy: () => null })
    const queue = open({ connection: client })
    await works(queue)
    await queue.close()
    expect(client.status).toBe('wait')
    await client.connect()
    expect(await client.ping()).toBe('PONG')
    client.disconnect()
  })

  it('can be told by a client of a cluster', async () => {
    const node = await startRedis({
      args: ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1'],
    })
    try {
      const admin = new Redis(node.url)
      await admin.cluster('ADDSLOTSRANGE', 0, 16383)
      await until(async () => String(await admin.cluster('INFO')).includes('cluster_state:ok'))
      admin.disconnect()
      const cluster = new Cluster([{ host: '127.0.0.1', port: node.port }], { lazyConnect: true })
      const queue = open({ connection: cluster, prefix: '{im-callback}' })
      await works(queue)
      await queue.close()
      expect(cluster.status).toBe('wait')
    } finally {
      await node.stop()
    }
  })

  it('has one connection of a queue that only stores, three of one that handles, none of a closed one', async () => {
    const before = await clientsOf(observer)
    const queue = open()
    await queue.enqueue(job(1))
    expect((await clientsOf(observer)) - before).toBe(1)
    queue.consume(async () => undefined)
    await until(async () => (await clientsOf(observer)) - before === 3)
    await queue.close()
    await until(async () => (await clientsOf(observer)) === before)
  })

  it('stores in the queue and under the prefix it was given', async () => {
    const queue = open({ name: 'its name', prefix: 'its prefix' })
    await queue.enqueue(job(1))
    expect(await observer.llen('its prefix:its name:wait')).toBe(1)
  })
})

describeWithRedis('a Redis that is not there', () => {
  let redis: RedisServer
  const open = openQueues(() => ({ connection: redis.url }))

  beforeEach(async () => {
    redis = await startRedis({ appendOnly: true })
  })
  afterEach(() => redis.stop())

  it('at the start: enqueue rejects in time, then at once, and works when it comes', async () => {
    await redis.kill()
    const connection = { host: '127.0.0.1', port: redis.port, retryStrategy: () => null } // gives up, we do not
    const queue = open({ connection, timeout: 1000 })
    const handled: string[] = []
    queue.consume(async ({ Id }) => void handled.push(Id))
    const refused = {
      code: 'queue_unavailable',
      message: expect.stringContaining('There is no connection to Redis'),
    }
    const start = performance.now()
    await expect(queue.enqueue(job(1))).rejects.toMatchObject(refused)
    expect(performance.now() - start).toBeGreaterThanOrEqual(990)
    const again = performance.now()
    await expect(queue.enqueue(job(2))).rejects.toMatchObject(refused)
    await expect(queue.stats()).rejects.toMatchObject(refused)
    await expect(queue.deadLetters.list()).rejects.toMatchObject(refused)
    expect(performance.now() - again).toBeLessThan(900)
    await redis.restart()
    await until(() => isStored(queue, 3))
    await until(() => handled.length === 1)
    expect(handled).toEqual(['3'])
  })

  it('for a moment: what is enqueued waits for it, in its order', async () => {
    const queue = open({ timeout: 20_000 })
    await queue.enqueue(job(0))
    await redis.kill()
    const gone = Promise.all(['1', '2', '3'].map((id) => queue.enqueue(job(id))))
    gone.catch(() => undefined)
    await until(() => queue.bull.getBackend().client.then(({ status }) => status !== 'ready'))
    const enqueued = Promise.all(['4', '5', '6'].map((id) => queue.enqueue(job(id))))
    await redis.restart()
    await enqueued
    const jobs = await queue.bull.getJobs(['wait'], 0, -1, true)
    expect(jobs.map(({ data }) => data.Id).slice(-3)).toEqual(['4', '5', '6'])
    await gone.catch((error) => expect(error).toMatchObject({ code: 'queue_unavailable' }))
  })

  it('and hangs: enqueue rejects in time, saying that the job may be stored', async () => {
    const queue = open({ timeout: 1000 })
    await queue.enqueue(job(1))
    redis.freeze()
    await expect(queue.enqueue(job(2))).rejects.toMatchObject({
      code: 'queue_unavailable',
      message: expect.stringMatching(/is unknown: no answer within 1000 ms/),
    })
    redis.thaw()
    await until(() => isStored(queue, 3))
  })

  it('and hangs for longer: counts as gone, and what was sent to it is not sent again', async () => {
    const queue = open({ timeout: 1000 })
    await queue.enqueue(job(1))
    redis.freeze()
    const refusals = () => queue.enqueue(job(2)).catch(({ message }: Error) => message)
    await until(async () => String(await refusals()).startsWith('There is no connection to Redis'))
    await redis.kill()
    await redis.restart()
    await until(() => isStored(queue, 3))
    const stored = await queue.bull.getWaiting()
    expect(stored.map(({ data }) => data.Id).sort()).toEqual(['1', '3'])
  })

  it.each(['kill', 'freeze'] as const)('when closing (%s): ends in time all the same', async (way) => {
    const queue = open()
    const begun: string[] = []
    queue.consume(async ({ Id }) => {
      begun.push(Id)
      await new Promise(() => undefined)
    })
    await queue.enqueue(job(1))
    await until(() => begun.length === 1)
    await redis[way]()
    const start = performance.now()
    await queue.close({ timeout: 50 })
    expect(performance.now() - start).toBeLessThan(5000)
  })

  it('when closing, slow to answer: what is being stored is waited for', async () => {
    const queue = open({ timeout: 20_000 })
    await queue.enqueue(job(1))
    redis.freeze()
    const enqueued = Promise.all([queue.enqueue(job(2)), queue.enqueue(job(3))])
    const closed = queue.close()
    redis.thaw()
    await enqueued
    await closed
  })

  it('when closing, never seen: ends in time', async () => {
    await redis.kill()
    const queue = open()
    queue.consume(async () => undefined)
    const enqueued = queue.enqueue(job(1))
    enqueued.catch(() => undefined)
    await queue.close()
    await expect(enqueued).rejects.toMatchObject({
      code: 'queue_unavailable',
      message: 'The queue is closed.',
    })
  })

  it('is told of without filling the log', async () => {
    const { logger, said } = notes()
    await redis.kill()
    const queue = open({ logger, clock: () => 0 })
    queue.consume(async () => undefined)
    await until(() => said.length > 0)
    await expect(queue.enqueue(job(1))).rejects.toBeInstanceOf(CallbackError)
    expect(said).toEqual([expect.stringMatching(/^im-callback: BullMQ queue "im-callback": .*ECONNREFUSED/)])
  })
})
