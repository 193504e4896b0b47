import { type CallbackJob, MemoryQueue } from '@im-callback/core'
import { cleanText, command, messageBody, sdkAppId } from '../callback.js'
import { answering, cpuTime } from '../process/answering.js'

const jobs = 200_000

const job: CallbackJob = {
  CallbackCommand: command,
  URLParams: { SdkAppid: sdkAppId, CallbackCommand: command },
  Body: messageBody(cleanText),
  Id: 'benchmark',
  ReceivedAt: 0,
  Attempt: 1,
}

/** Enqueues as fast as one producer can, while the consumers do nothing with what they get. */
async function run(): Promise<{ cpu: number; rate: number }> {
  const queue = new MemoryQueue({ capacity: jobs })
  let handled = 0
  let finish = () => {}
  const finished = new Promise<void>((resolve) => {
    finish = resolve
  })
  queue.consume(async () => {
    if (++handled === jobs) finish()
  })
  const start = performance.now()
  const cpuBefore = cpuTime()
  for (let left = jobs; left > 0; left--) await queue.enqueue(job)
  await finished
  const result = {
    cpu: (cpuTime() - cpuBefore) / jobs,
    rate: jobs / ((performance.now() - start) / 1000),
  }
  await queue.close()
  return result
}

answering({ run })
