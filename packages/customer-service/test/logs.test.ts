import { memoryStore, tokensBy } from '../src/index.js'
import { messageBody } from './support/bodies.js'
import { startGateway, tokens } from './support/gateway.js'

const secret = 'sEcReT'

describe('what a gateway logs', () => {
  it('holds no token and no content, whatever goes wrong', async () => {
    const said: unknown[] = []
    const log = (...details: unknown[]) => void said.push(...details)
    const store = memoryStore()
    let mood: 'fine' | 'throws' | 'nobody' = 'fine'
    const bench = await startGateway({
      store,
      logger: { warn: log, error: log },
      authenticator: tokensBy(() => {
        if (mood === 'throws') throw new Error('the database is away')
        return mood === 'fine' ? tokens.tA : undefined
      }),
      push: {
        push: () => Promise.reject(new Error('no push')),
        unread: () => Promise.reject(new Error('no unread')),
      },
    })
    const login = async () => (await bench.connect()).login(secret)
    const client = await login()
    client.send(24, messageBody([7, 101, 5, 201], `{"text":"${secret}"}`))
    await client.wait(5)
    await store.close()
    client.send(24, messageBody([7, 101, 5, 201], `{"text":"${secret}"}`))
    await client.wait(5)
    client.send(26, Buffer.alloc(8))
    client.send(34, Buffer.from('0000000000000001', 'hex'))
    client.send(22, Buffer.alloc(4))
    await client.drain()
    for (mood of ['throws', 'nobody'] as const) await expect(login()).rejects.toThrow('refused')
    const text = said.map((each) => (each instanceof Error ? `${each.stack}` : String(each))).join('\n')
    expect(text).not.toContain(secret)
    for (const expected of ['no push', 'no unread', 'the database is away', 'is closed']) {
      expect(text).toContain(expected)
    }
    await bench.close()
  })

  it('is not one line for each of a thousand messages that cannot be stored', async () => {
    const said: string[] = []
    const store = memoryStore()
    await store.close()
    let now = 1_700_000_000_000
    const log = (message: string) => {
      said.push(message)
      throw new Error('a logger that fails')
    }
    const bench = await startGateway({ store, logger: { warn: log, error: log }, clock: () => now })
    const post = () =>
      bench.gateway.post({ from: { appId: 7, uid: 1 }, to: { appId: 1453, uid: 2 }, content: 'x' })
    for (let each = 0; each < 1000; each++) expect((await post()).status).toBe('storage_failed')
    expect(said).toHaveLength(1)
    now += 1000
    await post()
    expect(said).toHaveLength(2)
    await bench.close()
  })
})
