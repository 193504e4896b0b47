import { BullMqQueue } from '@im-callback/bullmq'
import { concurrency, queueName, serveSide } from './bullmq-side.js'

const options = {
  connection: process.env.BENCHMARK_REDIS ?? '',
  name: queueName,
  concurrency,
  timeout: 10_000,
}
const queue = new BullMqQueue(options)

serveSide({
  enqueue: (job) => queue.enqueue(job),
  work: (handle) => {
    const worker = new BullMqQueue(options)
    worker.consume(handle)
    return worker
  },
})
