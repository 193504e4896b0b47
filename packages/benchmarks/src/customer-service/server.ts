// A gateway in a process of its own: `server.js sqlite:<file> | memory | <address of a PostgreSQL>`
import {
  createGateway,
  memoryStore,
  postgresStore,
  sqliteStore,
  tokensBy,
} from '@im-callback/customer-service'
import { Pool } from 'pg'

const place = process.argv[2] ?? 'memory'

function openStore() {
  if (place === 'memory') return memoryStore()
  if (place.startsWith('sqlite:')) return sqliteStore({ file: place.slice('sqlite:'.length) })
  return postgresStore({ pool: new Pool({ connectionString: place }) })
}

const gateway = createGateway({
  supportAppId: 1453,
  store: await openStore(),
  authenticator: tokensBy(({ token }) => {
    const [appId = 0, uid = 0] = token.split(':').map(Number)
    return { appId, uid }
  }),
  limits: { loginsPerMinute: 1_000_000 },
  tcp: { port: 0, host: '127.0.0.1' },
})
const { tcp } = await gateway.listen()

process.on('message', () => {
  globalThis.gc?.()
  const { user, system } = process.cpuUsage()
  process.send?.({ rss: process.memoryUsage.rss(), cpu: (user + system) / 1000 })
})
process.on('disconnect', () => process.exit())
process.send?.(tcp?.port)
