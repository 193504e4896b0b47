import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type MessageStore, postgresStore, sqliteStore } from '@im-callback/customer-service'
import { describeWithPostgres, startPostgres } from '@im-callback/test-servers'
import { Pool } from 'pg'

const docs = join(__dirname, '../../../../docs')
const pages = ['guides', 'zh-CN/guides'].map((folder) => join(docs, folder, 'customer-service-operations.md'))

/** The SQL of a page, block by block, with 3 messages left in each queue: 10,000 take a while to write. */
function statementsOf(page: string) {
  const blocks = readFileSync(page, 'utf8').matchAll(/^```sql\n(.*?)^```/gms)
  const [jump = '', inPostgres = '', inSqlite = ''] = [...blocks].map(([, sql = '']) => sql)
  const few = (sql: string) => sql.replaceAll('10000', '3')
  return { jump, inPostgres: few(inPostgres), inSqlite: few(inSqlite) }
}

const [customer, seller] = [
  { appId: 7n, uid: 101n },
  { appId: 1453n, uid: 201n },
]

async function write(store: MessageStore, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    const body = Buffer.concat([Buffer.alloc(36), Buffer.from(key)])
    await store.append({ sender: customer, device: '', key, command: 24, body, recipients: [seller] })
  }
}

async function left(store: MessageStore): Promise<string[]> {
  const { messages } = await store.page(customer, 0n, { count: 100, bytes: 100_000 })
  return messages.map(({ msgid, body }) => `${msgid} ${Buffer.from(body.subarray(36)).toString()}`)
}

const kept = ['4 d', '5 e', '1000006 f']

it('the pages say the same', () => {
  const [english, chinese] = pages.map(statementsOf)
  expect(chinese).toEqual(english)
})

describe('restored queues that jumped keep their newest messages when old ones are removed', () => {
  const { jump, inPostgres, inSqlite } = statementsOf(pages[0] ?? '')

  it('in SQLite', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'im-callback-store-'))
    const file = join(folder, 'messages.db')
    const { DatabaseSync } = await import('@photostructure/sqlite')
    const run = (sql: string) => {
      const db = new DatabaseSync(file)
      db.exec(sql)
      db.close()
    }
    const use = async (task: (store: MessageStore) => Promise<void>) => {
      const store = await sqliteStore({ file })
      await task(store)
      await store.close()
    }
    await use((store) => write(store, ['a', 'b', 'c', 'd', 'e']))
    run(jump.replace('im_callback.', ''))
    await use((store) => write(store, ['f']))
    run(inSqlite)
    await use(async (store) => expect(await left(store)).toEqual(kept))
    rmSync(folder, { recursive: true })
  })

  describeWithPostgres('with a server', () => {
    it('in PostgreSQL', async () => {
      const server = await startPostgres()
      const pool = new Pool({ connectionString: server.url })
      const store = await postgresStore({ pool })
      await write(store, ['a', 'b', 'c', 'd', 'e'])
      await pool.query(jump)
      await write(store, ['f'])
      await pool.query(inPostgres)
      expect(await left(store)).toEqual(kept)
      expect((await pool.query('SELECT FROM im_callback.message')).rowCount).toBe(kept.length)
      await store.close()
      await pool.end()
      await server.stop()
    }, 60_000)
  })
})
