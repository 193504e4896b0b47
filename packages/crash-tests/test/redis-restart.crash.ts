import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describeWithRedis, type RedisServer, startRedis } from '@im-callback/test-servers'
import type { QueueKind } from '../src/config.js'
import { outcome } from './support/kill-in-a-loop.js'
import { Platform } from './support/platform.js'
import { seeded } from './support/random.js'
import { report } from './support/report.js'
import { ServerProcess } from './support/server-process.js'

const kills = 5
const testTimeout = 120_000
const loadTime = 600
const leastPerLife = 50
const downTime = 300

/** Every write is synced before it is answered. With `everysec`, the default, a kill can take what was not written yet. */
const args = ['--appendfsync', 'always']

const queues: readonly { kind: QueueKind; name: string; seed: number }[] = [
  { kind: 'bullmq', name: 'BullMqQueue', seed: 11 },
  { kind: 'list', name: 'ListQueue with reliable: true', seed: 12 },
]

describeWithRedis(
  `a Redis with an append-only file, killed and started again ${kills} times under load`,
  () => {
    let folder: string
    let redis: RedisServer

    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'im-callback-crash-'))
      redis = await startRedis({ appendOnly: true, args })
    })

    afterEach(async () => {
      await redis.stop()
      rmSync(folder, { recursive: true })
    })

    it.each(queues)(
      '$name: whatever was answered OK is handled',
      async ({ kind, name, seed }) => {
        const random = seeded(seed)
        const platform = new Platform(random)
        const config = { kind, store: redis.url, journal: join(folder, 'journal'), dedupe: undefined }
        const server = new ServerProcess(config)
        const port = await server.port()
        if (port === undefined) throw new Error('The server did not start.')
        const sending = platform.sendTo(port)
        for (let kill = 0; kill < kills; kill++) {
          await setTimeout(random() * loadTime)
          await redis.kill()
          await setTimeout(random() * downTime)
          await redis.restart()
        }
        const before = platform.acknowledged.size
        await platform.hasAcknowledged(before + 100)
        platform.stop()
        await sending
        const result = outcome(platform, config, await server.finish())
        report(`${name}, Redis restarted ${kills} times`, result)
        expect({ lost: result.lost, failed: result.failed }).toEqual({ lost: [], failed: 0 })
        expect(result.acknowledged).toBeGreaterThan(kills * leastPerLife)
      },
      testTimeout,
    )
  },
)
