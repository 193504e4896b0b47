import { RecentMap } from '../domain/recent-map.js'
import { type User, userKey } from '../domain/user.js'

/** Remembers who was whose seller. Keep it in a database of yours when several nodes, or a restart, should know. */
export interface SellerMemory {
  get(customer: User, storeId: bigint): bigint | undefined | Promise<bigint | undefined>
  set(customer: User, storeId: bigint, seller: bigint): void | Promise<void>
}

const mostTalks = 100_000

/** In this process; the talk that was longest ago is forgotten first. */
export function lastSellers(): SellerMemory {
  const sellers = new RecentMap<bigint>(mostTalks)
  const keyOf = (customer: User, storeId: bigint) => `${userKey(customer)}/${storeId}`
  return {
    get: (customer, storeId) => sellers.get(keyOf(customer, storeId)),
    set: (customer, storeId, seller) => sellers.set(keyOf(customer, storeId), seller),
  }
}
