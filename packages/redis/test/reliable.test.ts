import { describeWithRedis } from '@im-callback/test-servers'
import { Cluster, Redis } from 'ioredis'
import { ListQueue } from '../src/index.js'
import { writeElement } from '../src/queue/element.js'
import { useRedis } from './support/bench.js'
import { consume, job, recorder, until } from './support/jobs.js'

jest.setTimeout(30_000)

const element = (id: number | string, interruptions = 0) => writeElement({ job: job(id), interruptions })
const never = () => new Promise<void>(() => undefined)

describeWithRedis('what a reliable list keeps in Redis', () => {
  const redis = useRedis()
  const keyOf = (name: string) => `{${redis.key}}:${name}`
  const consumers = () => redis.command('ZRANGE', keyOf('consumers'), '0', '-1') as Promise<string[]>
  const processing = (id: string) => redis.command('LRANGE', keyOf(`processing:${id}`), '0', '-1')

  it('is the element, in the list of its consumer, until it is handled', async () => {
    const queue = await redis.open({ reliable: true })
    let finish = () => {}
    const begun = consume(
      queue,
      () =>
        new Promise<void>((resolve) => {
          finish = resolve
        }),
    )
    await queue.enqueue(job(1))
    await until(() => begun.length === 1)
    const [id = ''] = await consumers()
    expect(await processing(id)).toEqual([element(1)])
    finish()
    await until(async () => (await queue.stats()).active === 0)
    await queue.close()
    expect(await redis.command('KEYS', '*')).toEqual([])
  })

  it('is given to a handler, when it was moved to its consumer and the answer to that got lost', async () => {
    const queue = await redis.open({ reliable: true, lease: 150 })
    const begun = consume(queue)
    await queue.enqueue(job('known'))
    await until(() => begun.length === 1)
    const [id = ''] = await consumers()
    await redis.command('RPUSH', keyOf(`processing:${id}`), element('lost'))
    await until(() => begun.length === 2)
    expect(begun[1]).toEqual(job('lost'))
    await until(async () => (await queue.stats()).active === 0)
  })

  it('is not taken for lost while it is handled, equal ones included', async () => {
    const queue = await redis.open({ reliable: true, lease: 60 })
    const begun = consume(queue, never)
    await Promise.all([1, 1, 1].map((id) => queue.enqueue(job(id))))
    await until(() => begun.length === 3)
    const [id = ''] = await consumers()
    const lease = async () => Number(await redis.command('ZSCORE', keyOf('consumers'), id))
    const first = await lease()
    await until(async () => (await lease()) > first + 200)
    expect(begun).toHaveLength(3)
    expect((await queue.stats()).active).toBe(3)
  })

  it('is handed out again when its consumer lost its lease, and what that one still says changes nothing', async () => {
    const stalled = await redis.open({ reliable: true, lease: 60_000, concurrency: 1 })
    let fail = (_reason: Error) => {}
    const begun = consume(
      stalled,
      () =>
        new Promise<void>((_, reject) => {
          fail = reject
        }),
    )
    await stalled.enqueue(job(1))
    await until(() => begun.length === 1)
    const [id = ''] = await consumers()
    await redis.command('ZADD', keyOf('consumers'), '0', id)

    const { lines, logger } = recorder()
    const other = await redis.open({ reliable: true, lease: 100, logger })
    const again = consume(other)
    await until(() => again.length === 1)
    expect(again).toEqual([job(1, { Attempt: 2 })])
    expect(lines.join()).toContain(`a consumer of ${redis.key} died; its jobs are handed out again`)
    fail(new Error('too late'))
    await stalled.close()
    expect(await other.stats()).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 })
  })

  it('is taken from dead consumers only after a whole lease without a gap', async () => {
    await redis.command('ZADD', keyOf('consumers'), '0', 'dead')
    await redis.command('RPUSH', keyOf('processing:dead'), element(1))
    const queue = await redis.open({ reliable: true, lease: 300 })
    const start = performance.now()
    const begun = consume(queue)
    await until(() => begun.length === 1)
    expect(performance.now() - start).toBeGreaterThan(295)
  })

  it('becomes a dead letter when it is no job and its consumer died', async () => {
    await redis.command('ZADD', keyOf('consumers'), '0', 'dead')
    await redis.command('RPUSH', keyOf('processing:dead'), 'no job', element('poison', 10))
    const queue = await redis.open({ reliable: true, lease: 50 })
    consume(queue)
    await until(async () => (await queue.stats()).failed === 2)
    const letters = (await queue.deadLetters?.list()) ?? []
    expect(letters.map(({ raw, job: given }) => raw ?? given?.Id).sort()).toEqual(['no job', 'poison'])
    expect(letters.find(({ job: given }) => given)?.error).toMatch(/Given up: 11 times the process ended/)
  })

  it('waits for its next attempt by the clock of the server, equal ones each for itself', async () => {
    const queue = await redis.open({
      reliable: true,
      retry: { attempts: 2, minDelay: 60_000 },
      clock: () => 0,
    })
    consume(queue, () => Promise.reject(new Error('broken')))
    await Promise.all([1, 1].map((id) => queue.enqueue(job(id))))
    await until(async () => (await queue.stats()).delayed === 2)
    const [first = ''] = (await redis.command('ZRANGE', keyOf('delayed'), '0', '0')) as string[]
    const due = await redis.command('ZSCORE', keyOf('delayed'), first)
    const [seconds = ''] = (await redis.command('TIME')) as string[]
    const wait = Number(due) - Number(seconds) * 1000
    expect(wait).toBeGreaterThan(28_000)
    expect(wait).toBeLessThan(62_000)
  })

  it('outlives a letter that someone else has written', async () => {
    const queue = await redis.open({ reliable: true })
    await redis.command('HSET', keyOf('dead'), '1', 'not ours', '2', '{"Element":1}')
    await redis.command('ZADD', keyOf('dead:order'), '1', '1', '2', '2', '3', 'gone')
    const letters = (await queue.deadLetters?.list()) ?? []
    expect(letters.map(({ id, raw }) => [id, raw])).toEqual([
      ['1', 'not ours'],
      ['2', '1'],
    ])
    expect(letters.every(({ error }) => error.length > 0)).toBe(true)
    expect(await queue.deadLetters?.list({ limit: 0 })).toEqual([])
  })
})

describeWithRedis('a closed or full list', () => {
  const redis = useRedis()

  it('takes no replay, and keeps the letter', async () => {
    const queue = await redis.open({ reliable: true, retry: { attempts: 1 }, capacity: 1 })
    consume(queue, () => Promise.reject(new Error('broken')))
    await queue.enqueue(job(1))
    await until(async () => (await queue.stats()).failed === 1)
    await queue.close()
    const [letter] = (await queue.deadLetters?.list()) ?? []
    const full = await redis.open({ reliable: true, capacity: 1 })
    await full.enqueue(job(2))
    await expect(full.deadLetters?.replay(String(letter?.id))).rejects.toThrow(/is full/)
    expect(await full.deadLetters?.get(String(letter?.id))).toEqual(letter)
  })
})

describeWithRedis('a Redis Cluster', () => {
  const redis = useRedis({ args: ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1'] })
  beforeAll(async () => {
    const client = new Redis(redis.server.url)
    await client.call('CLUSTER', 'ADDSLOTSRANGE', 0, 16383)
    await until(async () => String(await client.call('CLUSTER', 'INFO')).includes('cluster_state:ok'))
    client.disconnect()
  })

  for (const key of ['callbacks', '{im}:callbacks']) {
    it(`has all keys of ${key} in one slot`, async () => {
      const client = new Cluster([{ host: '127.0.0.1', port: redis.server.port }])
      const { lines, logger } = recorder()
      const queue = new ListQueue({
        client,
        key,
        reliable: true,
        retry: { attempts: 2, minDelay: 1 },
        logger,
      })
      let isBroken = true
      const begun = consume(queue, () => {
        if (isBroken) throw new Error('broken')
      })
      await queue.enqueue(job(1))
      await until(async () => (await queue.stats()).failed === 1)
      isBroken = false
      const [letter] = await (queue.deadLetters?.list() ?? [])
      expect(await queue.deadLetters?.replay(String(letter?.id))).toBe(true)
      await until(() => begun.length === 3)
      await until(async () => (await queue.stats()).active === 0)
      await queue.close()
      client.disconnect()
      expect(lines).toEqual([expect.stringContaining('was given up after attempt 2')])
    })
  }
})
