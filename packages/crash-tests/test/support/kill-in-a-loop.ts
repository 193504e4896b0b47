import { setTimeout } from 'node:timers/promises'
import type { ServerConfig } from '../../src/config.js'
import { readJournal } from './journal.js'
import { Platform } from './platform.js'
import { seeded } from './random.js'
import { ServerProcess } from './server-process.js'

export interface Outcome {
  /** Events that were answered OK, at least once each. */
  readonly acknowledged: number
  /** How often they were. */
  readonly answers: number
  /** Those of them that no handler finished. */
  readonly lost: string[]
  /** How many times an event was handled that had been handled before. */
  readonly repeated: number
  /** Those of them that no kill can explain: they were not being handled when one came. */
  readonly unexplained: string[]
  /** Events that were given up. */
  readonly failed: number
}

/** Of the events begun last before a kill, how many may have been handled without the queue knowing: 16 run at once. */
const interruptible = 64
/** One in six servers is killed while it starts, and maybe recovers; the others under load. */
const whileStarting = 1 / 6
const startTime = 600
const loadTime = 300
/** Events a server has answered before it is killed, however slow the machine. */
const leastPerLife = 20

/** Starts a server, kills it under load, `kills` times at random moments, then lets the last one finish. */
export async function killInALoop(config: ServerConfig, kills: number, seed: number): Promise<Outcome> {
  const random = seeded(seed)
  const platform = new Platform(random)
  for (let kill = 0; kill < kills; kill++) {
    const server = new ServerProcess(config)
    if (random() < whileStarting) {
      await setTimeout(random() * startTime)
    } else {
      const port = await server.port()
      if (port === undefined) throw new Error('The server did not start.')
      const sending = platform.sendTo(port)
      await platform.hasAcknowledged(platform.acknowledged.size + leastPerLife)
      await setTimeout(random() * loadTime)
      platform.stop()
      await Promise.all([server.kill(), sending])
    }
    await server.kill()
  }
  return outcome(platform, config, await finish(config))
}

/** A server that gets nothing new: what the others left is handled. */
async function finish(config: ServerConfig): Promise<number> {
  const server = new ServerProcess(config)
  await server.port()
  return server.finish()
}

export function outcome(
  { acknowledged, answers }: Platform,
  { journal }: ServerConfig,
  failed: number,
): Outcome {
  const { handled, interrupted } = readJournal(journal, interruptible)
  const twice = [...handled].filter(([, times]) => times > 1)
  return {
    acknowledged: acknowledged.size,
    answers,
    lost: [...acknowledged].filter((key) => !handled.has(key)),
    repeated: twice.reduce((sum, [, times]) => sum + times - 1, 0),
    unexplained: twice.map(([key]) => key).filter((key) => !interrupted.has(key)),
    failed,
  }
}
