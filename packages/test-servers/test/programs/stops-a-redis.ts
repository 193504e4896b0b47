import { startRedis } from '@im-callback/test-servers'

process.exitCode = 1
void startRedis()
  .then((server) => server.stop())
  .then(() => {
    process.exitCode = 0
  })
