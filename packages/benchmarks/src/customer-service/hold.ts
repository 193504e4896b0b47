// Connections that are held open: `hold.js <port> <connections>`
import { login } from './frames.js'

const [port = 0, connections = 0] = process.argv.slice(2).map(Number)
for (let each = 0; each < connections; each += 100) {
  await Promise.all(
    Array.from({ length: 100 }, (_, more) =>
      login(port, { appId: 7, uid: each + more + 1 }, () => undefined),
    ),
  )
}
process.send?.('held')
process.on('disconnect', () => process.exit())
