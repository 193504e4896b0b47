import type { CallbackJob } from '@im-callback/core'
import { cleanText, command, messageBody, sdkAppId } from '../callback.js'
import { answering, cpuTime } from '../process/answering.js'

/** What one side does with BullMQ. */
export interface Side {
  enqueue(job: CallbackJob): Promise<unknown>
  /** Starts a worker; answers how to stop it. */
  work(handle: (job: CallbackJob) => Promise<void>): { close(): Promise<unknown> }
}

export const queueName = 'benchmark'
export const concurrency = 16

const jobs = 8000
/** As many as requests that come at once. */
const inFlight = 50

const job: CallbackJob = {
  CallbackCommand: command,
  URLParams: { SdkAppid: sdkAppId, CallbackCommand: command },
  Body: messageBody(cleanText),
  Id: 'benchmark',
  ReceivedAt: 1,
  Attempt: 1,
}

/** Of a part of the work: jobs a second, and microseconds of processor time for each. */
export interface Speed {
  readonly rate: number
  readonly cpu: number
}

/** Answers rounds of: fill the queue, then empty it. */
export function serveSide(side: Side): void {
  answering({
    fill: () => fill(side),
    empty: () => empty(side),
    heap: () => {
      globalThis.gc?.()
      return process.memoryUsage().heapUsed
    },
  })
}

/** Starts measuring; answers how to stop. */
function stopwatch(): () => Speed {
  const start = performance.now()
  const cpuBefore = cpuTime()
  return () => ({ cpu: (cpuTime() - cpuBefore) / jobs, rate: jobs / ((performance.now() - start) / 1000) })
}

async function fill(side: Side): Promise<Speed> {
  let left = jobs
  const request = async () => {
    while (left-- > 0) await side.enqueue(job)
  }
  const stop = stopwatch()
  await Promise.all(Array.from({ length: inFlight }, request))
  return stop()
}

/** From the first job to the last: what a worker needs to start, it needs once. */
async function empty(side: Side): Promise<Speed> {
  let handled = 0
  let stop: (() => Speed) | undefined
  let finish = (_speed: Speed) => {}
  const finished = new Promise<Speed>((resolve) => {
    finish = resolve
  })
  const worker = side.work(async ({ Body }) => {
    stop ??= stopwatch()
    if (Body.length > 0 && ++handled === jobs) finish(stop())
  })
  const speed = await finished
  await worker.close()
  return speed
}
