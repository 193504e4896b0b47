import { checkNames } from '../options/check-names.js'
import type { Authenticator, Login } from '../ports/authenticator.js'
import { checkClient, type RedisClient, reasonOf } from '../redis/client.js'

export interface RedisTokensOptions {
  /** `new Redis(…)` of ioredis. The caller ends it. */
  readonly client: RedisClient
}

/**
 * Tokens as the original server keeps them: the hash `access_token_<token>` with `user_id` and `app_id`; the field
 * `notification_on` of `users_<appid>_<uid>` says who wants pushes on the phone all the same.
 *
 * @example
 * ```ts
 * import { redisTokens } from '@im-callback/customer-service'
 * import { Redis } from 'ioredis'
 *
 * const authenticator = redisTokens({ client: new Redis('redis://127.0.0.1:6379') })
 * ```
 */
export function redisTokens(options: RedisTokensOptions): Authenticator {
  checkNames('redisTokens', options, ['client'])
  checkClient('redisTokens: client', options.client)
  const { client } = options
  return {
    async authenticate({ token }) {
      try {
        return await find(client, token)
      } catch (error) {
        throw reasonOf(error)
      }
    },
  }
}

async function find(client: RedisClient, token: string): Promise<Login | undefined> {
  if (token === '') return undefined
  const [uid, appId] = textsOf(await client.call('HMGET', `access_token_${token}`, 'user_id', 'app_id'))
  const user = { appId: idOf(appId), uid: idOf(uid) }
  if (user.appId === undefined || user.uid === undefined) return undefined
  const wants = await client.call('HGET', `users_${user.appId}_${user.uid}`, 'notification_on')
  return { appId: user.appId, uid: user.uid, wantsPushes: Number(String(wants ?? 0)) > 0 }
}

const textsOf = (reply: unknown): (string | undefined)[] =>
  Array.isArray(reply) ? reply.map((each) => (each === null ? undefined : String(each))) : []

/** A number of 64 bits, above 0; anything else is no id. */
function idOf(text: string | undefined): bigint | undefined {
  if (text === undefined || !/^\d{1,19}$/.test(text)) return undefined
  const id = BigInt(text)
  return id > 0n && BigInt.asIntN(64, id) === id ? id : undefined
}
