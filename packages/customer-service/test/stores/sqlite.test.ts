import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type MessageStore,
  type NewMessage,
  type SqliteConnection,
  type SqliteDriver,
  sqliteStore,
} from '@im-callback/customer-service'
import { messageStoreConformance } from '@im-callback/customer-service/conformance'

const folder = mkdtempSync(join(tmpdir(), 'im-callback-store-'))
const files = new Map<MessageStore, string>()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function open(file: string): Promise<MessageStore> {
  const store = await sqliteStore({ file })
  files.set(store, file)
  return store
}

messageStoreConformance({
  name: 'sqlite',
  open: () => open(join(folder, `${files.size}.db`)),
  reopen: (first) => open(files.get(first) ?? ''),
})

describe('the file of a SQLite store', () => {
  const customer = { appId: 7n, uid: 101n }
  const message = (key: string): NewMessage => ({
    sender: customer,
    device: '',
    key,
    command: 24,
    body: new Uint8Array(36),
    recipients: [],
  })

  it('is for its owner only', async () => {
    const file = join(folder, 'owner.db')
    await (await sqliteStore({ file })).close()
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('is all there is of a store that was closed', async () => {
    const file = join(folder, 'closed.db')
    const store = await sqliteStore({ file })
    await store.append(message('kept'))
    await store.close()
    const alone = join(folder, 'alone.db')
    copyFileSync(file, alone)
    const copy = await sqliteStore({ file: alone })
    expect(await copy.newest(customer)).toBe(1n)
    await copy.close()
  })

  it('is left alone when it is something else, or newer', async () => {
    const { DatabaseSync } = await import('@photostructure/sqlite')
    const other = join(folder, 'other.db')
    const db = new DatabaseSync(other)
    db.exec('CREATE TABLE orders (id INTEGER)')
    const bytes = readFileSync(other)
    await expect(sqliteStore({ file: other })).rejects.toThrow('a SQLite database of something else')
    expect(readFileSync(other).equals(bytes)).toBe(true)
    db.close()

    const newer = join(folder, 'newer.db')
    await (await sqliteStore({ file: newer })).close()
    const again = new DatabaseSync(newer)
    again.exec('PRAGMA user_version = 99')
    again.close()
    await expect(sqliteStore({ file: newer })).rejects.toThrow(/version 99.*update/)

    const noise = join(folder, 'noise.db')
    writeFileSync(noise, 'x'.repeat(5000))
    await expect(sqliteStore({ file: noise })).rejects.toThrow('not a database')
  })

  it('rejects what it has no room for, and goes on when there is', async () => {
    const driver = await smallDriver(60)
    const store = await sqliteStore({ file: join(folder, 'full.db'), driver })
    const big = { ...message('big'), body: new Uint8Array(30_000) }
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, each) => store.append({ ...big, key: `${each}` })),
    )
    expect(results.map(({ status }) => status)).toEqual(Array(20).fill('rejected'))
    expect(await store.newest(customer)).toBe(0n)
    expect((await store.append(message('small'))).sent.msgid).toBe(1n)
    await store.close()
  })

  it('is not written again after its disk has failed', async () => {
    const { driver, fail } = await failingDriver()
    const store = await sqliteStore({ file: join(folder, 'broken.db'), driver })
    await store.append(message('before'))
    fail()
    await expect(store.append(message('at'))).rejects.toThrow('disk I/O error')
    await expect(store.append(message('after'))).rejects.toThrow('disk I/O error')
    await store.close()
  })

  it.each([
    ['a queue at its end', 'UPDATE queue SET newest = 9223372036854775807'],
    ['a receipt that was changed', "UPDATE message SET receipt = 'odd'"],
  ])('takes the messages of others that come together with one it cannot take: %s', async (_, sql) => {
    const { DatabaseSync } = await import('@photostructure/sqlite')
    const file = join(folder, `one-${sql.length}.db`)
    // The same SQLite for both: two of them in one process take each other's locks away.
    const driver: SqliteDriver = { name: 'one', open: (path) => new DatabaseSync(path) }
    const store = await sqliteStore({ file, driver })
    await store.append(message('first'))
    const other = new DatabaseSync(file)
    other.exec(sql)
    other.close()
    const by = (uid: bigint, key: string) => store.append({ ...message(key), sender: { appId: 7n, uid } })
    const key = sql.includes('receipt') ? 'first' : 'second'
    const outcomes = await Promise.allSettled([by(1n, 'a'), by(101n, key), by(2n, 'b')])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    await store.close()
  })

  it('is written again when only the index of its log had no room: a full disk says so, too', async () => {
    const { driver, fail } = await failingDriver(4874)
    const store = await sqliteStore({ file: join(folder, 'index.db'), driver })
    fail()
    await expect(store.append(message('at'))).rejects.toThrow('disk I/O error')
    expect((await store.append(message('at'))).sent.msgid).toBe(1n)
    await store.close()
  })

  async function smallDriver(pages: number): Promise<SqliteDriver> {
    const { DatabaseSync } = await import('@photostructure/sqlite')
    return {
      name: 'small',
      open: (file) => {
        const db = new DatabaseSync(file)
        db.exec(`PRAGMA max_page_count = ${pages}`)
        return db
      },
    }
  }

  /** Fails one commit as a disk does. */
  async function failingDriver(errcode = 10): Promise<{ driver: SqliteDriver; fail(): void }> {
    const { DatabaseSync } = await import('@photostructure/sqlite')
    let fails = false
    const open = (file: string): SqliteConnection => {
      const db = new DatabaseSync(file)
      return {
        prepare: (sql) => db.prepare(sql),
        close: () => db.close(),
        exec(sql) {
          if (sql !== 'COMMIT' || !fails) return db.exec(sql)
          fails = false
          throw Object.assign(new Error('disk I/O error'), { errcode })
        },
      }
    }
    const fail = () => {
      fails = true
    }
    return { driver: { name: 'failing', open }, fail }
  }
})
