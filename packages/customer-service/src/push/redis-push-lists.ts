import { checkNames } from '../options/check-names.js'
import type { PushSink } from '../ports/push-sink.js'
import { checkClient, type RedisClient, reasonOf } from '../redis/client.js'
import { offlineJson } from './offline-json.js'

export interface RedisPushListsOptions {
  /** `new Redis(…)` of ioredis. The caller ends it. */
  readonly client: RedisClient
}

/**
 * The lists a push service of the original server reads: `customer_push_queue`, and `customer_push_queue_v2` for
 * CUSTOMER_V2. Unread counts go to the field `unread` of `users_<appid>_<uid>`.
 *
 * @example
 * ```ts
 * import { redisPushLists } from '@im-callback/customer-service'
 * import { Redis } from 'ioredis'
 *
 * const push = redisPushLists({ client: new Redis('redis://127.0.0.1:6379') })
 * ```
 */
export function redisPushLists(options: RedisPushListsOptions): PushSink {
  checkNames('redisPushLists', options, ['client'])
  checkClient('redisPushLists: client', options.client)
  const send = async (command: string, ...args: (string | number)[]) => {
    try {
      await options.client.call(command, ...args)
    } catch (error) {
      throw reasonOf(error)
    }
  }
  return {
    push(offline) {
      const { list, json } = offlineJson(offline)
      return send('RPUSH', list, json)
    },
    unread: ({ appId, uid }, count) => send('HSET', `users_${appId}_${uid}`, 'unread', count),
  }
}
