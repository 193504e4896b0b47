import { Queue } from 'bullmq'
import { Redis } from 'ioredis'

/** Puts text that BullMQ would not have written where the data of the next job is. */
export async function corrupt({ url, name, raw }: { url: string; name: string; raw: string }): Promise<void> {
  const redis = new Redis(url)
  const queue = new Queue(name, { connection: redis })
  const job = await queue.add('a job', {}, { delay: 3_600_000 })
  await redis.hset(queue.toKey(`${job.id}`), 'data', raw)
  await job.promote()
  await queue.close()
  await redis.quit()
}
