import { startRedis } from '@im-callback/test-servers'

void startRedis().then(({ port }) => process.send?.(port))
