import { startRedis } from '@im-callback/test-servers'

// Listening to its parent keeps this process alive until it is killed.
process.on('message', () => undefined)
void startRedis().then(({ port }) => process.send?.(port))
