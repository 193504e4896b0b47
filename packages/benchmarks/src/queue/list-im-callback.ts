import { ListQueue } from '@im-callback/redis'
import { concurrency, serveSide } from './bullmq-side.js'
import { key, openList } from './list-client.js'

const { client } = await openList()
const reliable = process.env.BENCHMARK_RELIABLE === 'yes'
const queue = new ListQueue({ client, key, reliable })

serveSide({
  enqueue: (job) => queue.enqueue(job),
  work: (handle) => {
    const worker = new ListQueue({ client, key, reliable, concurrency })
    worker.consume(handle)
    return worker
  },
})
