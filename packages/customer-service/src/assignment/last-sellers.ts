import { type User, userKey } from '../domain/user.js'

/** Remembers who was whose seller. Keep it in a database of yours when several nodes, or a restart, should know. */
export interface SellerMemory {
  get(customer: User, storeId: bigint): bigint | undefined | Promise<bigint | undefined>
  set(customer: User, storeId: bigint, seller: bigint): void | Promise<void>
}

const mostTalks = 100_000

/** In this process; the talk that was longest ago is forgotten first. */
export function lastSellers(): SellerMemory {
  const sellers = new Map<string, bigint>()
  const keyOf = (customer: User, storeId: bigint) => `${userKey(customer)}/${storeId}`
  const set = (key: string, seller: bigint) => {
    sellers.delete(key)
    sellers.set(key, seller)
    if (sellers.size <= mostTalks) return
    for (const oldest of sellers.keys()) {
      sellers.delete(oldest)
      return
    }
  }
  return {
    get(customer, storeId) {
      const key = keyOf(customer, storeId)
      const seller = sellers.get(key)
      if (seller !== undefined) set(key, seller)
      return seller
    },
    set: (customer, storeId, seller) => set(keyOf(customer, storeId), seller),
  }
}
