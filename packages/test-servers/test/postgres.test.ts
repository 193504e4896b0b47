import { describeWithPostgres, type PostgresServer, startPostgres } from '@im-callback/test-servers'
import { Client } from 'pg'

async function ask(server: PostgresServer, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: server.url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

describeWithPostgres('startPostgres', () => {
  const servers: PostgresServer[] = []
  const start = async (options?: Parameters<typeof startPostgres>[0]) => {
    const server = await startPostgres(options)
    servers.push(server)
    return server
  }
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.stop())))

  it('kills one, and starts it again on the same port with what was committed', async () => {
    const server = await start()
    await ask(server, 'CREATE TABLE kept (number integer)')
    await server.kill()
    await expect(ask(server, 'SELECT 1')).rejects.toThrow('ECONNREFUSED')
    await server.restart()
    expect(await ask(server, 'SELECT * FROM kept')).toEqual([])
  }, 60_000)

  it('passes settings on, and says so when the server does not take them', async () => {
    const server = await start({ settings: ['max_connections=7'] })
    expect(await ask(server, 'SHOW max_connections')).toEqual([{ max_connections: '7' }])
    await expect(start({ settings: ['no_such_setting=1'] })).rejects.toThrow('no_such_setting')
  }, 60_000)
})
