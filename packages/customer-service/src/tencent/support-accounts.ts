import { type Int64, int64 } from '../domain/user.js'
import { checkNames } from '../options/check-names.js'

/** Whose messages arrive at a support account. */
export interface SupportAccount {
  /** The shop its talks belong to; one for each account. Default 0. */
  readonly storeId?: Int64 | undefined
  /** The seller who gets all of them. Default: the gateway's `assignment` chooses. */
  readonly sellerId?: Int64 | undefined
}

/** A support account, complete. */
export interface Shop {
  readonly account: string
  readonly storeId: bigint
  readonly sellerId: bigint
}

/** Support accounts by name and by shop. */
export class Shops {
  readonly #byAccount = new Map<string, Shop>()
  readonly #byStore = new Map<string, Shop>()

  /** @throws TypeError when there is none, or when two have the same shop */
  constructor(accounts: Readonly<Record<string, SupportAccount>>) {
    for (const [account, given] of Object.entries(accounts)) {
      const what = `bridgeTencent: supportAccounts[${JSON.stringify(account)}]`
      checkNames(what, given, ['storeId', 'sellerId'])
      const storeId = int64(`${what}.storeId`, given.storeId ?? 0)
      const sellerId = int64(`${what}.sellerId`, given.sellerId ?? 0)
      const other = this.#byStore.get(String(storeId))
      if (other !== undefined) {
        throw new TypeError(
          `${what} has the storeId ${storeId}, as "${other.account}" has; give each a storeId of its own, by which answers find back.`,
        )
      }
      const shop = { account, storeId, sellerId }
      this.#byAccount.set(account, shop)
      this.#byStore.set(String(storeId), shop)
    }
    if (this.#byAccount.size > 0) return
    throw new TypeError('bridgeTencent: supportAccounts is empty; give { support: { storeId: 5 } }, say.')
  }

  /** The shop behind an account; undefined when it is no support account. */
  of(account: string): Shop | undefined {
    return this.#byAccount.get(account)
  }

  /**
   * Whose name an answer goes out in: that of its shop. Where there is one account alone it is that one in any case; of
   * several none is guessed.
   */
  forAnswer(storeId: string | undefined): Shop | undefined {
    const [first, ...others] = this.#byAccount.values()
    return this.#byStore.get(storeId ?? '') ?? (others.length === 0 ? first : undefined)
  }
}
