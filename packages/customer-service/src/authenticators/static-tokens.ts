import { type Int64, toUser } from '../domain/user.js'
import type { Authenticator, Login } from '../ports/authenticator.js'

/** A user behind a token. */
export interface TokenOwner {
  readonly appId: Int64
  readonly uid: Int64
  /** See {@link Login.wantsPushes}. */
  readonly wantsPushes?: boolean | undefined
}

/**
 * Tokens that are known beforehand: for tests, examples, and a handful of sellers.
 *
 * @throws RangeError when an id is no whole number
 * @example
 * ```ts
 * import { staticTokens } from '@im-callback/customer-service'
 *
 * const authenticator = staticTokens({ 'token-a': { appId: 7, uid: 101 }, 'token-s': { appId: 1453, uid: 201 } })
 * ```
 */
export function staticTokens(owners: Readonly<Record<string, TokenOwner>>): Authenticator {
  const logins = new Map<string, Login>(
    Object.entries(owners).map(([token, owner]) => [
      token,
      // The token is a secret: it is not named.
      { ...toUser('staticTokens: a user', owner), wantsPushes: owner.wantsPushes },
    ]),
  )
  return { authenticate: ({ token }) => logins.get(token) }
}

/**
 * Asks a function of your own whose token this is.
 *
 * @throws TypeError when there is no function to ask
 * @example
 * ```ts
 * import { tokensBy } from '@im-callback/customer-service'
 *
 * const authenticator = tokensBy(async ({ token }) => {
 *   const response = await fetch('https://accounts.example.com/session', { headers: { authorization: token } })
 *   if (response.ok) return { appId: 7, uid: BigInt(await response.text()) }
 * })
 * ```
 */
export function tokensBy(
  find: (
    request: Parameters<Authenticator['authenticate']>[0],
  ) => TokenOwner | undefined | Promise<TokenOwner | undefined>,
): Authenticator {
  if (typeof find !== 'function') throw new TypeError('tokensBy takes a function that answers a user.')
  return {
    authenticate: async (request) => {
      const owner = await find(request)
      return owner === undefined || owner === null
        ? undefined
        : { ...toUser('tokensBy: the user', owner), wantsPushes: owner.wantsPushes }
    },
  }
}
