// A worker process: handles jobs of a reliable list as its first argument says, and tells its parent with what it began.
import type { CallbackJob } from '@im-callback/core'
import { ListQueue } from '@im-callback/redis'
import { Redis } from 'ioredis'

const [port, key, behaviour, maxInterruptions] = process.argv.slice(2)

const handle: Record<string, (job: CallbackJob) => Promise<void>> = {
  hangs: () => new Promise(() => undefined),
  dies: async () => process.kill(process.pid, 'SIGKILL') as unknown as undefined,
  works: async () => undefined,
}

const queue = new ListQueue({
  client: new Redis({ port: Number(port), host: '127.0.0.1' }),
  key: String(key),
  reliable: true,
  lease: 300,
  maxInterruptions: Number(maxInterruptions ?? 10),
  logger: { warn: () => undefined, error: () => undefined },
})
queue.consume(async (job) => {
  await new Promise((resolve) => process.send?.(job, resolve))
  await handle[String(behaviour)]?.(job)
})
