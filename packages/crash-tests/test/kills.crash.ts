import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeWithRedis, type RedisServer, startRedis } from '@im-callback/test-servers'
import type { QueueKind } from '../src/config.js'
import { killInALoop } from './support/kill-in-a-loop.js'
import { report } from './support/report.js'

const kills = 20
const testTimeout = 300_000

const queues: readonly { kind: QueueKind; name: string; seed: number }[] = [
  { kind: 'sqlite', name: 'SqliteQueue', seed: 1 },
  { kind: 'bullmq', name: 'BullMqQueue', seed: 2 },
  { kind: 'list', name: 'ListQueue with reliable: true', seed: 3 },
]

describeWithRedis(`a server killed ${kills} times under load`, () => {
  let folder: string
  let redis: RedisServer

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'im-callback-crash-'))
    redis = await startRedis()
  })

  afterEach(async () => {
    await redis.stop()
    rmSync(folder, { recursive: true })
  })

  const run = (kind: QueueKind, seed: number, dedupe: string | undefined) => {
    const store = kind === 'sqlite' ? join(folder, 'queue.sqlite') : redis.url
    const config = { kind, store, journal: join(folder, 'journal'), dedupe }
    return killInALoop(config, kills, seed)
  }

  it.each(queues)(
    '$name: whatever was answered OK is handled',
    async ({ kind, seed, name }) => {
      const result = await run(kind, seed, undefined)
      report(name, result)
      expect({ lost: result.lost, failed: result.failed }).toEqual({ lost: [], failed: 0 })
      expect(result.acknowledged).toBeGreaterThan(kills * 10)
      expect(result.repeated).toBeGreaterThanOrEqual(result.answers - result.acknowledged)
    },
    testTimeout,
  )

  it.each(queues)(
    '$name with dedupe: once, but for what a kill interrupted',
    async ({ kind, seed, name }) => {
      const result = await run(kind, seed + 100, redis.url)
      report(`${name} with dedupe`, result)
      const { lost, failed, unexplained } = result
      expect({ lost, failed, unexplained }).toEqual({ lost: [], failed: 0, unexplained: [] })
      expect(result.answers - result.acknowledged).toBeGreaterThan(kills)
      expect(result.repeated).toBeLessThan(result.answers - result.acknowledged)
    },
    testTimeout,
  )
})
