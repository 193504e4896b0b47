import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeWithPostgres, type PostgresServer, startPostgres } from '@im-callback/test-servers'
import fc from 'fast-check'
import { Pool } from 'pg'
import { postgresStore, sqliteStore } from '../../src/index.js'
import { type AccountMap, numberedAccounts, postgresAccounts, sqliteAccounts } from '../../src/tencent.js'

const seed = 20_240_601
/** Texts that are easily taken for one another, and any others. */
const account = fc.oneof(
  fc.constantFrom(
    '1',
    '01',
    ' 1',
    '1.0',
    '+1',
    '1e0',
    '0x1',
    'a',
    'A',
    'á',
    'á',
    'a ',
    'a\0',
    'a\0b',
    '__proto__',
  ),
  fc.string({ minLength: 1, unit: 'binary' }),
  fc.bigInt({ min: -1n, max: 2n ** 64n }).map(String),
)

/** No two accounts are one customer, and every customer leads back to the account. */
async function expectOneToOne(map: AccountMap, accounts: readonly string[]): Promise<void> {
  const owners = new Map<string, string>()
  for (const name of accounts) {
    const customer = await Promise.resolve(name)
      .then(map.customerOf.bind(map))
      .catch(() => undefined)
    if (customer === undefined) continue
    const { appId, uid } = { appId: BigInt(customer.appId), uid: BigInt(customer.uid) }
    expect(owners.get(`${appId}:${uid}`) ?? name).toBe(name)
    owners.set(`${appId}:${uid}`, name)
    expect(await map.accountOf({ appId, uid })).toBe(name)
  }
}

describe('numberedAccounts', () => {
  const map = numberedAccounts({ appId: 8 })

  it('takes the number for the uid', async () => {
    expect(map.customerOf('9223372036854775807')).toEqual({ appId: 8n, uid: 2n ** 63n - 1n })
    expect(map.accountOf({ appId: 8n, uid: 101n })).toBe('101')
    expect(map.accountOf({ appId: 7n, uid: 101n })).toBeUndefined()
    expect(map.accountOf({ appId: 8n, uid: 0n })).toBeUndefined()
  })

  it.each(['', '0', '01', '-1', '1.5', '9223372036854775808', '1\n', 'alice'])(
    'does not take "%s"',
    (name) => {
      expect(() => map.customerOf(name)).toThrow('sqliteAccounts')
    },
  )

  it('is one to one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(account), (accounts) => expectOneToOne(map, accounts)),
      { seed, numRuns: 200 },
    )
  })
})

describe('sqliteAccounts', () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'im-callback-accounts-'))
    file = join(folder, 'accounts.db')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('is one to one', async () => {
    const map = await sqliteAccounts({ appId: 8, file })
    await fc.assert(
      fc.asyncProperty(fc.array(account), (accounts) => expectOneToOne(map, accounts)),
      { seed, numRuns: 50 },
    )
    map.close()
  })

  it('keeps a uid over restarts, and two processes agree', async () => {
    const [one, other] = [await sqliteAccounts({ appId: 8, file }), await sqliteAccounts({ appId: 8, file })]
    expect(one.customerOf('alice')).toEqual({ appId: 8n, uid: 1n })
    expect(other.customerOf('bob')).toEqual({ appId: 8n, uid: 2n })
    expect(other.customerOf('alice')).toEqual({ appId: 8n, uid: 1n })
    one.close()
    other.close()
    const later = await sqliteAccounts({ appId: 8, file })
    expect(later.customerOf('bob')).toEqual({ appId: 8n, uid: 2n })
    expect(later.accountOf({ appId: 8n, uid: 1n })).toBe('alice')
    expect(later.accountOf({ appId: 8n, uid: 3n })).toBeUndefined()
    expect(later.accountOf({ appId: 7n, uid: 1n })).toBeUndefined()
    later.close()
  })

  it('refuses what the file would not give back as it was', async () => {
    const map = await sqliteAccounts({ appId: 8, file })
    for (const name of ['', '\ud800', 'a\udc00', 'a\0b'])
      expect(() => map.customerOf(name)).toThrow('is none')
    map.close()
  })

  it('can be closed twice, and throws then', async () => {
    const map = await sqliteAccounts({ appId: 8, file })
    map.close()
    map.close()
    expect(() => map.customerOf('alice')).toThrow()
  })

  it('leaves the file of the messages alone', async () => {
    const store = await sqliteStore({ file })
    await store.close()
    await expect(sqliteAccounts({ appId: 8, file })).rejects.toThrow("The account map's file")
  })

  it('says what an option cannot be', async () => {
    await expect(sqliteAccounts({ appId: 8, file: '' })).rejects.toThrow('give a path')
    await expect(sqliteAccounts({ appId: 0.5, file })).rejects.toThrow('appId')
    const mistyped = { appId: 8, file, drivr: 1 }
    await expect(sqliteAccounts(mistyped)).rejects.toThrow('Did you mean "driver"?')
  })
})

describeWithPostgres('postgresAccounts', () => {
  let server: PostgresServer
  let pool: Pool
  beforeAll(async () => {
    server = await startPostgres()
    pool = new Pool({ connectionString: server.url })
  }, 60_000)
  afterAll(async () => {
    await pool.end()
    await server.stop()
  })

  it('is one to one', async () => {
    const map = await postgresAccounts({ appId: 8, pool, schema: 'one_to_one' })
    await fc.assert(
      fc.asyncProperty(fc.array(account), (accounts) => expectOneToOne(map, accounts)),
      { seed, numRuns: 20 },
    )
  })

  it('gives one uid to an account that writes to many machines at once, and keeps it', async () => {
    const make = () => postgresAccounts({ appId: 8, pool, schema: 'at_once' })
    const maps = await Promise.all(Array.from({ length: 8 }, make))
    const customers = await Promise.all(maps.map((map) => map.customerOf('alice')))
    expect(new Set(customers.map((customer) => customer?.uid)).size).toBe(1)
    const later = await make()
    expect(await later.customerOf('alice')).toEqual(customers[0])
    const uid = BigInt((await later.customerOf('bob'))?.uid ?? 0)
    expect(await maps[0]?.accountOf({ appId: 8n, uid })).toBe('bob')
    expect(await later.accountOf({ appId: 7n, uid })).toBeUndefined()
    expect(await later.accountOf({ appId: 8n, uid: 1_000_000n })).toBeUndefined()
  })

  it('shares a schema with the messages, whichever comes first', async () => {
    for (const schema of ['messages_first', 'accounts_first']) {
      if (schema === 'messages_first') await postgresStore({ pool, schema })
      const map = await postgresAccounts({ appId: 8, pool, schema })
      const store = await postgresStore({ pool, schema })
      expect(await store.newest({ appId: 8n, uid: 1n })).toBe(0n)
      expect(await map.customerOf('alice')).toEqual({ appId: 8n, uid: 1n })
    }
  })

  it('refuses a table of a newer version', async () => {
    await postgresAccounts({ appId: 8, pool, schema: 'newer' })
    await pool.query('UPDATE newer.account_version SET number = 99')
    await expect(postgresAccounts({ appId: 8, pool, schema: 'newer' })).rejects.toThrow(/version 99.*update/)
  })

  it('refuses what the database would not give back as it was', async () => {
    const map = await postgresAccounts({ appId: 8, pool })
    for (const name of ['', '\ud800', 'a\udc00', 'a\0b']) {
      await expect(map.customerOf(name)).rejects.toThrow('is none')
    }
  })

  it('says what an option cannot be', async () => {
    await expect(postgresAccounts({ appId: 8, pool, schema: 'a; b' })).rejects.toThrow('schema is "a; b"')
    await expect(postgresAccounts({ appId: 0.5, pool })).rejects.toThrow('appId')
    await expect(postgresAccounts({ appId: 8, pool: {} as never })).rejects.toThrow('pool needs the method')
    const mistyped = { appId: 8, pool, shema: 'a' }
    await expect(postgresAccounts(mistyped)).rejects.toThrow('Did you mean "schema"?')
  })
})
