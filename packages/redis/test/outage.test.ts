import { CallbackError } from '@im-callback/core'
import { describeWithRedis } from '@im-callback/test-servers'
import { useRedis } from './support/bench.js'
import { persistent } from './support/clients.js'
import { consume, job, recorder, until } from './support/jobs.js'

jest.setTimeout(30_000)

/** `enqueue` has 300 ms here; what it takes is measured on a busy machine. */
const timeout = 300
const soon = 2000

async function rejection(work: Promise<void>): Promise<{ error: CallbackError; took: number }> {
  const begun = performance.now()
  const error = await work.then(
    () => undefined,
    (reason) => reason,
  )
  if (!CallbackError.is(error)) throw new Error(`not a CallbackError: ${error}`)
  return { error, took: performance.now() - begun }
}

for (const library of persistent) {
  for (const reliable of [false, true]) {
    describeWithRedis(`${library}, ${reliable ? 'reliable' : 'plain'}, while Redis is away`, () => {
      const redis = useRedis({ appendOnly: true })

      it('refuses in time when the server is down, and takes events when it is back', async () => {
        const queue = await redis.open({ library, reliable, timeout })
        await queue.enqueue(job(1))
        await redis.server.kill()
        // The first one may have gone out before the client noticed; then it is stored all the same.
        for (const id of ['unknown', 'never']) {
          const { error, took } = await rejection(queue.enqueue(job(id)))
          expect(error.code).toBe('queue_unavailable')
          expect(error.message).not.toContain('secret')
          expect(took).toBeLessThan(soon)
        }
        await redis.server.restart()
        await until(() =>
          queue.enqueue(job(3)).then(
            () => true,
            () => false,
          ),
        )
        const begun = consume(queue)
        await until(() => begun.some(({ Id }) => Id === '3'))
        expect(begun[0]).toEqual(job(1))
        expect(begun.map(({ Id }) => Id)).not.toContain('never')
      })

      it('refuses in time when the server hangs, and drops what had not gone out', async () => {
        const queue = await redis.open({ library, reliable, timeout })
        await queue.enqueue(job(1))
        redis.server.freeze()
        const unknown = rejection(queue.enqueue(job(2)))
        await unknown
        const never = await Promise.all([3, 4, 5].map((id) => rejection(queue.enqueue(job(id)))))
        for (const { error, took } of never) {
          expect(error.code).toBe('queue_unavailable')
          expect(took).toBeLessThan(soon)
        }
        redis.server.thaw()
        await until(() =>
          queue.enqueue(job(6)).then(
            () => true,
            () => false,
          ),
        )
        const begun = consume(queue)
        await until(() => begun.some(({ Id }) => Id === '6'))
        expect(begun.map(({ Id }) => Id).filter((id) => id !== '2')).toEqual(['1', '6'])
      })

      it('goes on consuming when the server is back, and fills no log', async () => {
        const { lines, logger } = recorder()
        const queue = await redis.open({ library, reliable, logger, timeout })
        const begun = consume(queue)
        await queue.enqueue(job(1))
        await until(() => begun.length === 1)
        await redis.server.kill()
        await until(() => lines.length > 0)
        await redis.server.restart()
        await until(() =>
          queue.enqueue(job(2)).then(
            () => true,
            () => false,
          ),
        )
        await until(() => begun.some(({ Id }) => Id === '2'))
        expect(lines.length).toBeLessThan(20)
        expect(lines.join()).not.toContain('secret')
      })

      it('closes in bounded time when the server is down', async () => {
        const queue = await redis.open({ library, reliable })
        const begun = consume(queue, () => new Promise(() => undefined))
        await queue.enqueue(job(1))
        await until(() => begun.length === 1)
        await redis.server.kill()
        const start = performance.now()
        await queue.close({ timeout: 50 })
        expect(performance.now() - start).toBeLessThan(4000)
        await redis.server.restart()
      })

      it('closes in bounded time when the server hangs with an event on its way', async () => {
        const queue = await redis.open({ library, reliable, timeout })
        await queue.enqueue(job(1))
        redis.server.freeze()
        const answer = rejection(queue.enqueue(job(2)))
        const start = performance.now()
        await queue.close({ timeout: 0 })
        expect(performance.now() - start).toBeLessThan(4000)
        expect((await answer).error.code).toBe('queue_unavailable')
        redis.server.thaw()
      })
    })
  }

  describeWithRedis(`${library}, reliable, under load`, () => {
    const redis = useRedis({ appendOnly: true })

    it('loses nothing that was acknowledged when the server is killed and started again', async () => {
      const web = await redis.open({ library, reliable: true, timeout })
      const worker = await redis.open({
        library,
        reliable: true,
        lease: 500,
        retry: { minDelay: 5, maxDelay: 20 },
      })
      const handled = new Map<string, number>()
      worker.consume(async ({ Id, Attempt }) => {
        await new Promise((resolve) => setTimeout(resolve, 2))
        if (Attempt === 1 && Number(Id) % 5 === 0) throw new Error('the first time fails')
        handled.set(Id, (handled.get(Id) ?? 0) + 1)
      })
      const acknowledged: string[] = []
      let next = 0
      const produce = async () => {
        while (next < 600) {
          const id = String(next++)
          await web.enqueue(job(id)).then(
            () => acknowledged.push(id),
            () => new Promise((resolve) => setTimeout(resolve, 10)),
          )
        }
      }
      const producers = Promise.all(Array.from({ length: 8 }, produce))
      for (const mark of [100, 300]) {
        await until(() => next > mark)
        await redis.server.kill()
        await redis.server.restart()
      }
      await producers
      await until(() => acknowledged.every((id) => handled.has(id)))
      expect(acknowledged.length).toBeGreaterThan(300)
      await until(async () => {
        const { waiting, active, delayed, failed } = await web.stats()
        return waiting + active + delayed + failed === 0
      })
    })
  })
}

for (const reliable of [false, true]) {
  describeWithRedis(`a ${reliable ? 'reliable' : 'plain'} list, when the memory of Redis is full`, () => {
    const redis = useRedis()

    it('takes nothing, and handles what is there', async () => {
      const retry = reliable ? { retry: { attempts: 2, minDelay: 5, maxDelay: 5 }, lease: 300 } : {}
      const queue = await redis.open({ reliable, ...retry })
      for (const id of ['bad', 1, 2, 3]) await queue.enqueue(job(id))
      await redis.command('CONFIG', 'SET', 'maxmemory', '1')
      expect((await rejection(queue.enqueue(job(4)))).error.message).toContain('OOM')
      const begun = consume(queue, ({ Id }) => (Id === 'bad' ? Promise.reject(new Error('no')) : undefined))
      await until(async () => {
        const { waiting, active, delayed, failed } = await queue.stats()
        return failed === 1 && waiting + active + delayed === 0
      })
      expect(begun).toHaveLength(reliable ? 5 : 4)
      await redis.command('CONFIG', 'SET', 'maxmemory', '0')
      await queue.enqueue(job(4))
      await until(() => begun.some(({ Id }) => Id === '4'))
    })
  })
}
