import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { ExpressAdapter } from '@bull-board/express'
import { describeWithRedis, type RedisServer, startRedis } from '@im-callback/test-servers'
import { Queue } from 'bullmq'
import express from 'express'
import { corrupt } from './support/corrupt.js'
import { command, job, until } from './support/jobs.js'
import { openQueues } from './support/queues.js'

jest.setTimeout(30_000)

describeWithRedis('bull-board', () => {
  let redis: RedisServer
  const open = openQueues(() => ({ connection: redis.url, name: 'im', retry: { attempts: 1 } }))
  const closing: (() => Promise<unknown>)[] = []

  beforeEach(async () => {
    redis = await startRedis()
  })
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
    await redis.stop()
  })

  /** A board over HTTP; answers how to ask it. */
  async function serve(queue: Queue) {
    const board = new ExpressAdapter()
    createBullBoard({ queues: [new BullMQAdapter(queue)], serverAdapter: board })
    const server = express().use(board.getRouter()).listen(0, '127.0.0.1')
    await once(server, 'listening')
    closing.push(() => new Promise((resolve) => server.close(resolve)))
    const { port } = server.address() as AddressInfo
    return async (method: string, path: string) => {
      const answer = await fetch(`http://127.0.0.1:${port}/api/${path}`, { method })
      return { status: answer.status, text: await answer.text() }
    }
  }

  /** A queue of the app's own, as a board in another process has it. */
  function itsOwnQueue(): Queue {
    const queue = new Queue('im', { connection: { url: redis.url } })
    closing.push(() => queue.close())
    return queue
  }

  it.each(['bull', 'own'] as const)('lists jobs and tries a failed one again (%s queue)', async (which) => {
    const queue = open()
    const ask = await serve(which === 'bull' ? queue.bull : itsOwnQueue())
    let isBroken = true
    const attempts: number[] = []
    queue.consume(async ({ Attempt }) => {
      attempts.push(Attempt)
      if (isBroken) throw new Error('out of order')
    })
    const stored = job('144115233406643804', { Body: '{"MsgSeq":9007199254740993,"text":"你好"}' })
    await queue.enqueue(stored)
    await until(async () => (await queue.stats()).failed === 1)

    const list = JSON.parse((await ask('GET', 'queues?activeQueue=im&status=failed&page=1')).text)
    const [shown] = list.queues[0].jobs
    expect(list.queues[0].counts).toMatchObject({ failed: 1 })
    expect(shown).toMatchObject({
      name: command,
      data: stored,
      failedReason: 'Attempt 1: Error: out of order',
    })
    expect(shown.stacktrace).toEqual([expect.stringMatching(/^Error: out of order\n\s+at /)])

    isBroken = false
    expect(await ask('PUT', `queues/im/${shown.id}/retry`)).toMatchObject({ status: 204 })
    await until(() => attempts.length === 2)
    await until(async () => (await queue.stats()).active === 0)
    expect(await queue.stats()).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 })
  })

  it('lists what is no job, too', async () => {
    const queue = open()
    const ask = await serve(itsOwnQueue())
    await corrupt({ url: redis.url, name: 'im', raw: '{"broken' })
    queue.consume(async () => undefined)
    await until(async () => (await queue.stats()).failed === 1)
    const list = JSON.parse((await ask('GET', 'queues?activeQueue=im&status=failed&page=1')).text)
    expect(list.queues[0].jobs[0]).toMatchObject({ data: { raw: '{"broken' } })
  })
})
