import { describeWithRedis, startRedis } from '@im-callback/test-servers'
import { job, until } from './support/jobs.js'
import { openQueues } from './support/queues.js'

describeWithRedis('a Redis that is killed under load', () => {
  const open = openQueues(() => ({ connection: 'redis://127.0.0.1:1' }))

  it('loses nothing that enqueue has confirmed', async () => {
    const redis = await startRedis({ appendOnly: true })
    try {
      const options = { connection: redis.url, lease: 1000, timeout: 2000 }
      const web = open(options)
      const worker = open(options)
      const handled = new Map<string, number>()
      worker.consume(async ({ Id }) => {
        await new Promise((resolve) => setImmediate(resolve))
        handled.set(Id, (handled.get(Id) ?? 0) + 1)
      })
      const confirmed = new Set<string>()
      let isOver = false
      const producing = Promise.all(
        ['a', 'b', 'c', 'd'].map(async (producer) => {
          for (let count = 0; !isOver; count++) {
            const Id = `${producer}${count}`
            try {
              await web.enqueue(job(Id))
              confirmed.add(Id)
            } catch {
              await new Promise((resolve) => setImmediate(resolve))
            }
          }
        }),
      )
      for (let kill = 0; kill < 3; kill++) {
        const before = handled.size
        await until(() => handled.size > before + 200)
        await redis.kill()
        await redis.restart()
      }
      const before = handled.size
      await until(() => handled.size > before + 200)
      isOver = true
      await producing
      const lost = () => [...confirmed].filter((id) => !handled.has(id))
      await until(() => lost().length === 0)
      await until(async () => {
        const { waiting, active, delayed } = await web.stats()
        return waiting + active + delayed === 0
      })
      expect(lost()).toEqual([])
      expect(await web.stats()).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 })
      const twice = [...handled.values()].filter((times) => times > 1).length
      expect(twice).toBeLessThan(100)
    } finally {
      await redis.stop()
    }
  }, 60_000)
})
