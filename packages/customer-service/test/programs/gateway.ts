import { createGateway, postgresStore, sqliteStore, tokensBy } from '@im-callback/customer-service'
import { Pool } from 'pg'

/** `sqlite:<file>` or the address of a PostgreSQL. */
const [place = ''] = process.argv.slice(2)

async function open() {
  if (place.startsWith('sqlite:')) return sqliteStore({ file: place.slice('sqlite:'.length) })
  const pool = new Pool({ connectionString: place })
  return postgresStore({ pool })
}

async function main() {
  const gateway = createGateway({
    supportAppId: 1453,
    store: await open(),
    // A token is `appid:uid`.
    authenticator: tokensBy(({ token }) => {
      const [appId = '0', uid = '0'] = token.split(':')
      return { appId: BigInt(appId), uid: BigInt(uid) }
    }),
    limits: { loginsPerMinute: 1_000_000 },
    logger: { warn: () => undefined, error: () => undefined },
    tcp: { port: 0, host: '127.0.0.1' },
  })
  const { tcp } = await gateway.listen()
  process.send?.(tcp?.port)
}

void main()
