import { describeWithRedis, startRedis } from '@im-callback/test-servers'
import { job, notes, until } from './support/jobs.js'
import { openQueues } from './support/queues.js'

jest.setTimeout(30_000)

describeWithRedis('a Redis that may evict keys', () => {
  const open = openQueues(() => ({ connection: 'redis://127.0.0.1:1' }))

  it.each([
    [
      'allkeys-lru',
      [
        'im-callback: Redis may throw away jobs when its memory is full (maxmemory-policy is allkeys-lru). Set it to noeviction.',
      ],
    ],
    ['noeviction', []],
  ])('is warned of (%s)', async (policy, warnings) => {
    const redis = await startRedis({ args: ['--maxmemory-policy', policy] })
    const { logger, said } = notes()
    const queue = open({ connection: redis.url, logger })
    await queue.enqueue(job(1))
    await until(() => said.length >= warnings.length)
    await queue.stats()
    expect(said).toEqual(warnings)
    await queue.close()
    await redis.stop()
  })

  it('that is full: enqueue says so, and nothing of the job', async () => {
    const redis = await startRedis({ args: ['--maxmemory', '4mb'] })
    const queue = open({ connection: redis.url })
    const Body = JSON.stringify({ text: 'a secret '.repeat(100_000) })
    const refusal = async () => {
      for (;;) await queue.enqueue(job(1, { Body }))
    }
    const error: unknown = await refusal().catch((thrown) => thrown)
    expect(error).toMatchObject({
      code: 'queue_unavailable',
      message: expect.stringContaining('OOM command not allowed'),
    })
    expect(JSON.stringify(inspected(error))).not.toContain('a secret')
    await queue.close()
    await redis.stop()
  })
})

/** All that a logger could show. */
const inspected = (error: unknown): unknown =>
  error instanceof Error
    ? { ...error, message: error.message, stack: error.stack, cause: inspected(error.cause) }
    : error
