import { type RedisServer, type StartRedis, startRedis } from '@im-callback/test-servers'
import { ListQueue, type ListQueueOptions, type RedisClient } from '../../src/index.js'
import { libraries, type OpenClient, send } from './clients.js'
import { recorder } from './jobs.js'

type Library = keyof typeof libraries

/** One server for the tests of a `describe`, and an own list for each of them. */
export function useRedis(options?: StartRedis) {
  const opened: OpenClient[] = []
  const queues: ListQueue[] = []
  let server: RedisServer
  let last = 0
  beforeAll(async () => {
    server = await startRedis(options)
  })
  afterAll(() => server.stop())
  beforeEach(() => void last++)
  afterEach(async () => {
    await Promise.all(queues.splice(0).map((queue) => queue.close({ timeout: 0 })))
    await Promise.all(opened.splice(0).map(({ end }) => end()))
  })

  const connect = async (library: Library = 'ioredis 6'): Promise<RedisClient> => {
    const client = await libraries[library]?.(server.url)
    if (client === undefined) throw new Error(`no ${library}`)
    opened.push(client)
    return client.client
  }
  return {
    get server() {
      return server
    },
    get key() {
      return `list-${last}`
    },
    connect,
    /** A queue on the list of this test, with a client of its own. */
    async open(more: Partial<ListQueueOptions> & { library?: Library } = {}) {
      const { library, ...rest } = more
      const { logger } = recorder()
      const client = rest.client ?? (await connect(library))
      const queue = new ListQueue({ key: `list-${last}`, logger, ...rest, client })
      queues.push(queue)
      return queue
    },
    /** One command, on a connection of its own. */
    async command(...command: [string, ...string[]]) {
      return send(await connect(), ...command)
    },
  }
}
