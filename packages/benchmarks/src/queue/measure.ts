import { Child } from '../process/child.js'
import { median } from '../statistics/spread.js'

/** A `MemoryQueue` with handlers that do nothing: the upper bound of what it lets through. */
export interface QueueFigures {
  /** Jobs enqueued and consumed per second. */
  readonly rate: number
  /** Microseconds of processor time per job. */
  readonly cpu: number
}

export async function measureQueue(rounds: number): Promise<QueueFigures> {
  const child = new Child(new URL('./child.js', import.meta.url))
  try {
    await child.ask('run')
    const runs: QueueFigures[] = []
    for (let round = 0; round < rounds; round++) runs.push(await child.ask<QueueFigures>('run'))
    return { rate: median(runs.map(({ rate }) => rate)), cpu: median(runs.map(({ cpu }) => cpu)) }
  } finally {
    child.stop()
  }
}
