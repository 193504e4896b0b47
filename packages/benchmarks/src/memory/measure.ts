import { setTimeout as sleep } from 'node:timers/promises'
import { Child } from '../process/child.js'
import { openConnections, sendAll } from './connections.js'
import { possibleConnections } from './limits.js'

/** One wave: so many requests held at once, then answered. */
interface Wave {
  /** Bytes of the process while all requests wait for their handlers. */
  readonly held: number
  /** Bytes of the process, and of its heap, once they are answered and garbage is collected. */
  readonly after: number
  readonly heapAfter: number
}

export interface MemoryFigures {
  readonly concurrent: number
  readonly before: number
  readonly waves: readonly Wave[]
  /** From the second wave (the first one makes room that stays) to the last, as a share of the second. */
  readonly growth: number
}

export interface MemoryOptions {
  readonly concurrent: number
  readonly waves: number
}

export async function measureMemory(options: MemoryOptions): Promise<MemoryFigures> {
  const concurrent = possibleConnections(options.concurrent)
  const child = new Child(new URL('./server.js', import.meta.url), ['--expose-gc'])
  try {
    const sockets = await openConnections(await child.ask<number>('port'), concurrent)
    const { rss: before } = await child.ask<NodeJS.MemoryUsage>('memoryAfterCollection')
    const waves: Wave[] = []
    while (waves.length < options.waves) {
      const answered = sendAll(sockets)
      const held = await Promise.race([holding(child, concurrent), answered.then(answeredTooEarly)])
      await child.ask('release')
      await answered
      const { rss: after, heapUsed: heapAfter } = await child.ask<NodeJS.MemoryUsage>('memoryAfterCollection')
      waves.push({ held, after, heapAfter })
    }
    for (const socket of sockets) socket.destroy()
    const [, second] = waves
    const growth = (waves.at(-1)?.after ?? Number.NaN) / (second?.after ?? Number.NaN) - 1
    return { concurrent, before, waves, growth }
  } finally {
    child.stop()
  }
}

/** Waits until all requests are with their handlers; answers what the process takes then. */
async function holding(child: Child, count: number): Promise<number> {
  for (let left = 1500; left > 0; left--) {
    if ((await child.ask<number>('held')) === count)
      return (await child.ask<NodeJS.MemoryUsage>('memory')).rss
    await sleep(20)
  }
  throw new Error(`Not all of ${count} requests reached their handler within 30 s.`)
}

function answeredTooEarly(): never {
  throw new Error('Requests were answered while their handlers were held.')
}
