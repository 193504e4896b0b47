import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeWithPostgres, forkSource, startPostgres } from '@im-callback/test-servers'
import { Pool } from 'pg'
import { createClient } from '../src/client.js'
import { type MessageStore, postgresStore, sqliteStore } from '../src/index.js'
import { tcp } from '../src/tcp.js'
import { contentOf } from './support/bodies.js'
import { until } from './support/until.js'

const program = join(__dirname, 'programs/gateway.ts')
const customers = Array.from({ length: 12 }, (_, each) => ({ appId: 7, uid: 100 + each }))
const sellers = [201, 202, 203]
const messagesEach = 150
const kills = 4

/** Nobody listens there. A port that was free a moment ago is not safe: a client that asks for it may be given it itself. */
const nowhere = 1

let child: ChildProcess | undefined
afterEach(() => {
  child?.kill('SIGKILL')
  child = undefined
})

/** A gateway in a process of its own, which is killed and started again. */
async function killable(place: string) {
  let port = nowhere
  const start = async () => {
    const starting = forkSource(program, [place])
    child = starting
    port = await new Promise((resolve, reject) => {
      starting.once('message', (listening) => resolve(Number(listening)))
      starting.once('exit', () => reject(new Error('The gateway has ended by itself.')))
    })
  }
  await start()
  return {
    connect: (events: Parameters<ReturnType<typeof tcp>>[0]) => tcp({ host: '127.0.0.1', port })(events),
    async kill() {
      if (child === undefined || child.exitCode !== null) throw new Error('The gateway has ended by itself.')
      const gone = once(child, 'exit')
      port = nowhere
      child.kill('SIGKILL')
      await gone
    },
    start,
  }
}

/** Sends under load, with `disturb` called now and then; answers what was acknowledged. */
async function load(
  connect: ReturnType<typeof tcp>,
  disturb: (time: number) => Promise<void>,
): Promise<Set<string>> {
  const acknowledged = new Set<string>()
  const clients = customers.map((user) => {
    const token = `${user.appId}:${user.uid}`
    const options = { connect, user, token, deviceId: 'phone', minDelay: 20, maxDelay: 50, ackTime: 1000 }
    return { user, client: createClient(options) }
  })
  const sending = clients.map(async ({ user, client }) => {
    // Five at a time, as fast as they are acknowledged.
    const texts = Array.from({ length: messagesEach }, (_, each) => `${user.uid} ${each}`)
    const sendAll = async () => {
      for (let text = texts.shift(); text !== undefined; text = texts.shift()) {
        await client.sendToSupport(text, { sellerId: sellers[user.uid % sellers.length] ?? 0 })
        acknowledged.add(text)
      }
    }
    await Promise.all(Array.from({ length: 5 }, sendAll))
  })
  const all = Promise.all(sending)
  try {
    for (let time = 1; time <= kills; time++) {
      const enough = (customers.length * messagesEach * time) / (kills + 1)
      await until(() => acknowledged.size >= enough, 30_000)
      await disturb(time)
    }
    await all
  } finally {
    all.catch(() => undefined)
    for (const { client } of clients) client.close()
  }
  return acknowledged
}

/** All texts in the queues of these users, in their order. */
async function textsIn(store: MessageStore, users: readonly { appId: number; uid: number }[]) {
  const texts: string[] = []
  for (const { appId, uid } of users) {
    const user = { appId: BigInt(appId), uid: BigInt(uid) }
    const { messages, hasMore } = await store.page(user, 0n, { count: 100_000, bytes: 1 << 28 })
    expect(hasMore).toBe(false)
    expect(messages.map(({ msgid }) => msgid)).toEqual(messages.map((_, index) => BigInt(index + 1)))
    for (const { body } of messages) texts.push(JSON.parse(contentOf(Buffer.from(body))).text)
  }
  return texts
}

async function expectAllOnce(store: MessageStore, acknowledged: Set<string>): Promise<void> {
  const all = [...acknowledged].sort()
  expect(all).toHaveLength(customers.length * messagesEach)
  expect((await textsIn(store, customers)).sort()).toEqual(all)
  const support = sellers.map((uid) => ({ appId: 1453, uid }))
  expect((await textsIn(store, support)).sort()).toEqual(all)
}

describe('every acknowledged message is in both queues once, when', () => {
  it('the gateway is killed under load, on SQLite', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'im-callback-crash-'))
    const file = join(folder, 'messages.db')
    const gateway = await killable(`sqlite:${file}`)
    const acknowledged = await load(gateway.connect, async () => {
      await gateway.kill()
      await gateway.start()
    })
    await gateway.kill()
    const store = await sqliteStore({ file })
    await expectAllOnce(store, acknowledged)
    await store.close()
    rmSync(folder, { recursive: true })
  }, 120_000)
})

describeWithPostgres('with PostgreSQL, when', () => {
  it('gateway and server are killed under load in turn', async () => {
    const server = await startPostgres()
    const gateway = await killable(server.url)
    const acknowledged = await load(gateway.connect, async (time) => {
      if (time % 2 === 0) {
        await server.kill()
        await server.restart()
      } else {
        await gateway.kill()
        await gateway.start()
      }
    })
    await gateway.kill()
    const pool = new Pool({ connectionString: server.url })
    pool.on('error', () => undefined)
    await expectAllOnce(await postgresStore({ pool }), acknowledged)
    await pool.end()
    await server.stop()
  }, 120_000)
})
