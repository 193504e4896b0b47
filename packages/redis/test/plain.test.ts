import { describeWithRedis } from '@im-callback/test-servers'
import type { Redis } from 'ioredis'
import type { IoRedisClient } from '../src/index.js'
import { useRedis } from './support/bench.js'
import { consume, job, recorder, until } from './support/jobs.js'
import { manualTimers } from './support/manual-timers.js'

/** A client of a server before 6.2, whose LPOP takes no count. */
function before62(client: Redis): IoRedisClient {
  const call = (command: string, ...args: (string | number)[]): Promise<unknown> =>
    command === 'LPOP'
      ? Promise.reject(new Error("ERR wrong number of arguments for 'lpop' command"))
      : client.call(command, ...args)
  return new Proxy(client, {
    get: (target, name) => {
      if (name === 'call') return call
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

describeWithRedis('a plain list', () => {
  const redis = useRedis()

  it('pops one at a time where the server cannot do more', async () => {
    const { lines, logger } = recorder()
    const client = before62((await redis.connect()) as Redis)
    const queue = await redis.open({ client, logger })
    await Promise.all([1, 2, 3].map((id) => queue.enqueue(job(id))))
    const begun = consume(queue)
    await until(() => begun.length === 3)
    expect(lines).toEqual([])
  })

  it('keeps what failed at once, and says so', async () => {
    const { lines, logger } = recorder()
    const queue = await redis.open({ logger })
    consume(queue, () => Promise.reject(new Error('broken')))
    await queue.enqueue(job(1))
    await until(async () => (await queue.stats()).failed === 1)
    expect(lines).toEqual(['im-callback: C2C.CallbackAfterSendMsg was given up after attempt 1'])
  })

  it('hands out what a reliable one left with a higher attempt, once', async () => {
    const queue = await redis.open()
    await queue.enqueue(job(1, { Attempt: 4 }))
    const begun = consume(queue, () => Promise.reject(new Error('broken')))
    await until(async () => (await queue.stats()).failed === 1)
    expect(begun).toEqual([job(1, { Attempt: 4 })])
  })
})

describeWithRedis('a plain list on a server that hangs', () => {
  const redis = useRedis()

  /** A client whose LPOP answers late: the answer is there, but not handed over before `release`. */
  async function answeringLate() {
    const client = (await redis.connect()) as Redis
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    let popped = 0
    const call = async (command: string, ...args: (string | number)[]): Promise<unknown> => {
      const answer = await client.call(command, ...args)
      if (command === 'LPOP' && ++popped === 1) await released
      return answer
    }
    const late = new Proxy(client, {
      get: (target, name) => {
        const value: unknown = name === 'call' ? call : Reflect.get(target, name)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    return { client: late as IoRedisClient, release }
  }

  for (const isClosed of [false, true]) {
    it(`loses nothing that it answers too late${isClosed ? ', not even when the queue is closed by then' : ''}`, async () => {
      const producer = await redis.open()
      await producer.enqueue(job(1))
      await producer.enqueue(job(2))
      const { client, release } = await answeringLate()
      const { timers, expire } = manualTimers()
      const { lines, logger } = recorder()
      const queue = await redis.open({ client, logger, timers })
      const begun = consume(queue)
      await until(async () => (await producer.stats()).waiting === 0)
      await until(() => {
        expire()
        return lines.length > 0
      })
      expect(lines[0]).toContain('Redis did not answer within 5000 ms.')
      if (isClosed) {
        let isOver = false
        void queue.close({ timeout: 0 }).then(() => {
          isOver = true
        })
        await until(() => {
          expire()
          return isOver
        })
        release()
        await until(async () => (await producer.stats()).waiting === 2)
        const rescued = consume(producer)
        await until(() => rescued.length === 2)
        expect(rescued).toEqual([job(1), job(2)])
        return
      }
      release()
      await until(() => {
        expire()
        return begun.length === 2
      })
      expect(begun).toEqual([job(1), job(2)])
    })
  }
})
