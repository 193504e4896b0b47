import { describeWithRedis, startRedis } from '@im-callback/test-servers'
import { Redis } from 'ioredis'
import { job, notes, until } from './support/jobs.js'
import { openQueues } from './support/queues.js'

jest.setTimeout(30_000)

describeWithRedis('a Redis with a password', () => {
  const open = openQueues(() => ({ connection: 'redis://127.0.0.1:1' }))

  it('that we have wrong: it is told of, and not what we have', async () => {
    const redis = await startRedis()
    const admin = new Redis(redis.url)
    await admin.config('SET', 'requirepass', 'right')
    const { logger, said, details } = notes()
    const url = redis.url.replace('//', '//:wrong-hunter2@')
    const queue = open({ connection: url, logger })
    queue.consume(async () => undefined)
    await until(() => said.some((line) => line.includes('WRONGPASS')))
    await expect(queue.enqueue(job(1))).rejects.toMatchObject({ code: 'queue_unavailable' })
    expect(JSON.stringify([said, details])).not.toContain('hunter2')
    await admin.config('SET', 'requirepass', 'wrong-hunter2')
    await until(() =>
      queue.enqueue(job(2)).then(
        () => true,
        () => false,
      ),
    )
    admin.disconnect()
    await queue.close()
    await redis.stop()
  })
})
