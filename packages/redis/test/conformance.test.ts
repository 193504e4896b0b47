import { describeWithRedis, type RedisServer, startRedis } from '@im-callback/test-servers'
import { type QueueStore, queueConformance } from '@im-callback/testing/conformance'
import { ListQueue } from '../src/index.js'
import { libraries, type OpenClient, send } from './support/clients.js'

let server: RedisServer
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())

let last = 0

async function createStore(open: (typeof libraries)[string], reliable: boolean): Promise<QueueStore> {
  const key = `callbacks-${++last}`
  const clients: OpenClient[] = []
  const connect = async () => {
    const opened = await open(server.url)
    clients.push(opened)
    return opened.client
  }
  return {
    async open({ retry, ...options }) {
      const client = await connect()
      return new ListQueue({ client, key, ...(reliable ? { reliable, retry } : {}), ...options })
    },
    async corrupt(raw) {
      await send(await connect(), 'RPUSH', key, raw)
    },
    async dispose() {
      await Promise.all(clients.map(({ end }) => end()))
    },
  }
}

describeWithRedis('ListQueue', () => {
  for (const [name, open] of Object.entries(libraries)) {
    queueConformance({
      name: `${name}, plain`,
      retries: false,
      createStore: () => createStore(open, false),
    })
    queueConformance({ name: `${name}, reliable`, createStore: () => createStore(open, true) })
  }
})
