import { type ListCommands, ListQueue } from '../src/index.js'
import { consume, job, recorder, until } from './support/jobs.js'
import { manualTimers } from './support/manual-timers.js'

const opened: ListQueue[] = []
afterEach(async () => {
  for (const queue of opened.splice(0)) await queue.close({ timeout: 0 })
})

function open(client: ListCommands, more: { timers?: ReturnType<typeof manualTimers>['timers'] } = {}) {
  const queue = new ListQueue({ client, key: 'list', timeout: 50, logger: recorder().logger, ...more })
  opened.push(queue)
  return queue
}

/** A list in memory, behind the three functions. */
function listInMemory() {
  const list: string[] = []
  const client = {
    blpop: async (): Promise<unknown> => list.shift() ?? null,
    rpush: async (_key: string, element: string): Promise<unknown> => list.push(element),
    llen: async (): Promise<unknown> => list.length,
  }
  return { list, client }
}

const never = () => new Promise<never>(() => undefined)

describe('functions of the app that misbehave', () => {
  it('blpop without blocking leaves the process its turns', async () => {
    const { client } = listInMemory()
    let asked = 0
    const queue = open({
      ...client,
      blpop: async () => {
        if (++asked > 10_000) throw new Error('asked again and again')
        return client.blpop()
      },
    })
    const begun = consume(queue)
    await new Promise((resolve) => setTimeout(resolve, 0))
    expect(asked).toBeLessThan(10)
    await queue.enqueue(job(1))
    await until(() => begun.length === 1)
  })

  it('rpush without an answer is one event, not all that follow', async () => {
    const { client, list } = listInMemory()
    const { timers, expire } = manualTimers()
    let pushed = 0
    const queue = open(
      { ...client, rpush: (key, element) => (++pushed === 1 ? never() : client.rpush(key, element)) },
      { timers },
    )
    const lost = queue.enqueue(job(1))
    lost.catch(() => undefined)
    await until(() => pushed === 1)
    expire()
    await expect(lost).rejects.toMatchObject({ code: 'queue_unavailable' })
    await queue.enqueue(job(2))
    expect(list).toHaveLength(1)
  })

  it('rpush without an answer does not keep a queue from being closed', async () => {
    const queue = open({ ...listInMemory().client, rpush: never })
    const lost = queue.enqueue(job(1))
    lost.catch(() => undefined)
    await queue.close({ timeout: 0 })
    await expect(lost).rejects.toMatchObject({ code: 'queue_unavailable' })
  })

  for (const isClosed of [false, true]) {
    it(`blpop that answers too late loses nothing${isClosed ? ', not even when the queue is closed' : ''}`, async () => {
      const { client, list } = listInMemory()
      const { timers, expire } = manualTimers()
      let release = (_element: unknown) => {}
      let asked = 0
      const blpop = () => {
        if (++asked > 1) return client.blpop()
        return new Promise<unknown>((resolve) => {
          release = resolve
        })
      }
      const queue = open({ ...client, blpop }, { timers })
      await queue.enqueue(job(1))
      const element = list.pop()
      const begun = consume(queue)
      await until(() => asked === 1)
      expire()
      if (isClosed) {
        let isOver = false
        void queue.close({ timeout: 0 }).then(() => {
          isOver = true
        })
        await until(() => {
          expire()
          return isOver
        })
      }
      release(element)
      await until(() => {
        expire()
        return isClosed ? list.length === 1 : begun.length === 1
      })
      expect(isClosed ? list : begun).toEqual(isClosed ? [element] : [job(1)])
    })
  }
})
