import { describeWithRedis, type RedisServer, startRedis } from '@im-callback/test-servers'
import { type DedupePlace, dedupeConformance } from '@im-callback/testing/conformance'
import { redisDedupe } from '../src/index.js'
import { libraries, type OpenClient } from './support/clients.js'

let server: RedisServer
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())

const logger = { warn: () => undefined, error: () => undefined }
let last = 0

async function createStore(open: (typeof libraries)[string]): Promise<DedupePlace> {
  const prefix = `test ${++last} `
  const clients: OpenClient[] = []
  let isAway = false
  return {
    async open({ ttl }) {
      const opened = await open(server.url)
      clients.push(opened)
      const store = redisDedupe({ client: opened.client, ttl, prefix, lock: 300, logger })
      return { store, die: () => void opened.end() }
    },
    async fail() {
      isAway = true
      await server.kill()
    },
    async recover() {
      isAway = false
      await server.restart()
    },
    async dispose() {
      await Promise.all(clients.map(({ end }) => end()))
      if (isAway) await server.restart()
    },
  }
}

describeWithRedis('redisDedupe', () => {
  for (const [name, open] of Object.entries(libraries)) {
    dedupeConformance({ name, createStore: () => createStore(open) })
  }
})
