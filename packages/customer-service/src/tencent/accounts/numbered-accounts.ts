import { type Int64, int64 } from '../../domain/user.js'
import type { AccountMap } from './account-map.js'

/** One way to write a number, so that no two accounts are the same one. */
const number = /^[1-9]\d{0,18}$/
const largest = 2n ** 63n - 1n

/**
 * For accounts that are numbers already: account `101` is the customer with the uid 101. Nothing has to be kept. Other
 * accounts, `0101` among them, are an error: their messages become dead letters, which can be replayed with another map.
 *
 * @example
 * ```ts
 * import { numberedAccounts } from '@im-callback/customer-service/tencent'
 *
 * const accounts = numberedAccounts({ appId: 8 })
 * ```
 */
export function numberedAccounts({ appId }: { readonly appId: Int64 }): AccountMap {
  const app = int64('numberedAccounts: appId', appId)
  return {
    customerOf(account) {
      if (number.test(account) && BigInt(account) <= largest) return { appId: app, uid: BigInt(account) }
      throw new TypeError(
        `The account ${JSON.stringify(account.slice(0, 64))} is no number from 1 to 2^63 - 1: give bridgeTencent other customers, such as sqliteAccounts.`,
      )
    },
    accountOf: (customer) => (customer.appId === app && customer.uid > 0n ? String(customer.uid) : undefined),
  }
}
