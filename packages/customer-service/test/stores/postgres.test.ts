import { type MessageStore, type NewMessage, postgresStore } from '@im-callback/customer-service'
import { messageStoreConformance } from '@im-callback/customer-service/conformance'
import { describeWithPostgres, type PostgresServer, startPostgres } from '@im-callback/test-servers'
import { Pool } from 'pg'

describeWithPostgres('with a server', () => {
  let server: PostgresServer
  let pool: Pool
  const schemas = new Map<MessageStore, string>()

  beforeAll(async () => {
    server = await startPostgres()
    pool = new Pool({ connectionString: server.url })
    pool.on('error', () => undefined)
  }, 60_000)
  afterAll(async () => {
    await pool.end()
    await server.stop()
  })

  const open = async (schema: string) => {
    const store = await postgresStore({ pool, schema })
    schemas.set(store, schema)
    return store
  }

  messageStoreConformance({
    name: 'postgres',
    open: () => open(`s${schemas.size}`),
    reopen: (first) => open(schemas.get(first) ?? ''),
  })

  it('makes its tables once when many nodes start at the same moment', async () => {
    const stores = await Promise.all(Array.from({ length: 8 }, () => postgresStore({ pool, schema: 'many' })))
    expect(await Promise.all(stores.map((store) => store.newest({ appId: 1n, uid: 1n })))).toEqual(
      stores.map(() => 0n),
    )
  })

  it('refuses tables of a newer version', async () => {
    await postgresStore({ pool, schema: 'newer' })
    await pool.query('UPDATE newer.version SET number = 99')
    await expect(postgresStore({ pool, schema: 'newer' })).rejects.toThrow(/newer have version 99.*update/)
  })

  it('refuses schemas that would be something else in SQL', async () => {
    for (const schema of ['a; DROP TABLE b', 'A', '', '1a']) {
      await expect(postgresStore({ pool, schema })).rejects.toThrow('schema is')
    }
  })

  it('what it cannot take of one sender costs the others nothing', async () => {
    const store = await postgresStore({ pool, schema: 'poison' })
    const message = (uid: bigint, key: string): NewMessage => ({
      sender: { appId: 7n, uid },
      device: 'd',
      key,
      command: 24,
      body: new Uint8Array(36),
      recipients: [{ appId: 1453n, uid: 201n }],
    })
    // PostgreSQL has no text with a 0 in it.
    const keys = ['a', 'b\0', 'c']
    const outcomes = await Promise.allSettled(
      keys.map((key, at) => store.append(message(BigInt(at + 1), key))),
    )
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await store.newest({ appId: 1453n, uid: 201n })).toBe(2n)
  })

  it('takes what several nodes store at once also where transactions are serializable by default', async () => {
    const options = '-c default_transaction_isolation=serializable'
    const pools = Array.from({ length: 3 }, () => new Pool({ connectionString: server.url, options }))
    const stores: MessageStore[] = []
    for (const each of pools) stores.push(await postgresStore({ pool: each, schema: 'strict' }))
    const [sender, seller] = [
      { appId: 7n, uid: 101n },
      { appId: 1453n, uid: 201n },
    ]
    const writeOn = async (store: MessageStore, node: number) => {
      for (let each = 0; each < 50; each++) {
        const key = `${node} ${each}`
        const body = new Uint8Array(36)
        await store.append({ sender, device: 'd', key, command: 24, body, recipients: [seller] })
      }
    }
    await Promise.all(stores.map(writeOn))
    expect(await stores[0]?.newest(seller)).toBe(150n)
    for (const store of stores) await store.close()
    for (const each of pools) await each.end()
  })

  it('is there again when the server is', async () => {
    const store = await postgresStore({ pool, schema: 'again' })
    await server.kill()
    await expect(store.newest({ appId: 1n, uid: 1n })).rejects.toThrow()
    await server.restart()
    expect(await store.newest({ appId: 1n, uid: 1n })).toBe(0n)
  }, 60_000)
})
