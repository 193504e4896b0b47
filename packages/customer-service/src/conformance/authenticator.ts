import assert from 'node:assert/strict'
import type { User } from '../domain/user.js'
import type { Authenticator } from '../ports/authenticator.js'
import { describe, it } from './runner.js'

/** An authenticator, and one of its tokens. */
export interface AuthenticatorUnderTest {
  /** For test names: `redis`. */
  readonly name: string
  /** Knows `token`. */
  open(): Promise<Authenticator>
  readonly token: string
  /** Whose token that is. */
  readonly user: User
}

/** What strangers try. */
const nobodys = ['', 'nope', '__proto__', 'constructor', 'toString', '*', '\u0000', 'x'.repeat(255), '🙂']

/**
 * Tests an authenticator. To be called in a test file of Jest, or of Vitest with `globals: true`.
 *
 * @example
 * ```ts
 * import { staticTokens } from '@im-callback/customer-service'
 * import { authenticatorConformance } from '@im-callback/customer-service/conformance'
 *
 * const user = { appId: 7n, uid: 101n }
 * authenticatorConformance({ name: 'static', open: async () => staticTokens({ tA: user }), token: 'tA', user })
 * ```
 */
export function authenticatorConformance({ name, open, token, user }: AuthenticatorUnderTest): void {
  const ask = async (authenticator: Authenticator, given: string) =>
    authenticator.authenticate({ token: given, platform: 2, deviceId: 'dev-1', address: '127.0.0.1' })

  describe(`authenticator: ${name}`, () => {
    it('answers whose token it is, as bigints', async () => {
      const login = await ask(await open(), token)
      assert.deepEqual({ appId: login?.appId, uid: login?.uid }, user)
    })

    it('answers nothing for a token that is nobody’s', async () => {
      const authenticator = await open()
      for (const given of [...nobodys, `${token} `, token.toUpperCase().concat('x')]) {
        assert.equal(await ask(authenticator, given), undefined, JSON.stringify(given))
      }
    })

    it('answers many at once', async () => {
      const authenticator = await open()
      const logins = await Promise.all(Array.from({ length: 50 }, () => ask(authenticator, token)))
      assert(logins.every((login) => login?.uid === user.uid))
    })
  })
}
