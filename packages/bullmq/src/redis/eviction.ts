import type { Logger } from '@im-callback/core/queue'
import type { RedisClient } from './client.js'

/**
 * Warns when Redis may throw jobs away to make room, each time a connection is there: after a failover it may be another
 * server. https://docs.bullmq.io/guide/going-to-production#max-memory-policy
 */
export function warnOfEviction(client: RedisClient, logger: Logger): void {
  client.on('ready', () => {
    client.info('memory').then(
      (info) => {
        const [, policy = 'noeviction'] = /^maxmemory_policy:(\S+)/m.exec(info) ?? []
        if (policy === 'noeviction') return
        logger.warn(
          `im-callback: Redis may throw away jobs when its memory is full (maxmemory-policy is ${policy}). Set it to noeviction.`,
        )
      },
      () => undefined,
    )
  })
}
