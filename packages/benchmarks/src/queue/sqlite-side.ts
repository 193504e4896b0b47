import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CallbackJob } from '@im-callback/core'
import { afterCommand, cleanText, messageBody, sdkAppId } from '../callback.js'
import { cpuTime } from '../process/answering.js'

/** What is measured of one side. */
export interface SqliteSpeed {
  /** Jobs a second. */
  readonly rate: number
  /** Microseconds of processor time for one. */
  readonly cpu: number
  /** The longest time the event loop stood still, in milliseconds. */
  readonly longestBlock: number
}

export const jobs = 64 * 1000
/** As many as requests that come at once. */
export const producers = 64
export const durability = process.env.BENCHMARK_DURABILITY === 'full' ? 'full' : 'normal'

export const job: CallbackJob = {
  CallbackCommand: afterCommand,
  URLParams: { SdkAppid: sdkAppId, CallbackCommand: afterCommand },
  Body: messageBody(cleanText),
  Id: '48374_2837546_1763615000',
  ReceivedAt: 1_763_615_000_123,
  Attempt: 1,
}

/** A new file in a folder of its own, which goes with the process. */
export function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'im-callback-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'queue.sqlite')
}

/** Measures work on `count` jobs. */
export async function measured(count: number, work: () => Promise<unknown>): Promise<SqliteSpeed> {
  let longestBlock = 0
  let last = performance.now()
  const watch = setInterval(() => {
    const now = performance.now()
    longestBlock = Math.max(longestBlock, now - last - 1)
    last = now
  }, 1)
  const cpuBefore = cpuTime()
  const start = performance.now()
  await work()
  const rate = count / ((performance.now() - start) / 1000)
  clearInterval(watch)
  return { rate, cpu: (cpuTime() - cpuBefore) / count, longestBlock }
}
