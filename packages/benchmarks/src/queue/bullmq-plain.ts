// BullMQ as its documentation has it.
import type { CallbackJob } from '@im-callback/core'
import { Queue, Worker } from 'bullmq'
import { concurrency, queueName, serveSide } from './bullmq-side.js'

const { hostname: host, port } = new URL(process.env.BENCHMARK_REDIS ?? '')
const connection = { host, port: Number(port) }
const queue = new Queue<CallbackJob>(queueName, { connection })
const options = { attempts: 5, backoff: { type: 'exponential', delay: 1000 }, removeOnComplete: true }

serveSide({
  enqueue: (job) => queue.add(job.CallbackCommand, job, options),
  work: (handle) =>
    new Worker<CallbackJob>(queueName, ({ data }) => handle(data), { connection, concurrency }),
})
