import { type Int64, int64 } from '../domain/user.js'

/** The sellers of each shop: a record by store id, or a function. */
export type SellersOf =
  | Readonly<Record<string, readonly Int64[]>>
  | ((storeId: bigint) => readonly Int64[] | Promise<readonly Int64[]>)

export function sellersOf(given: SellersOf): (storeId: bigint) => Promise<readonly bigint[]> {
  if (typeof given === 'function') return async (storeId) => numbers(await given(storeId))
  if (typeof given !== 'object' || given === null) {
    throw new TypeError(
      'assignSellers: sellers is { [storeId]: [seller, …] }, or a function of the store id.',
    )
  }
  const shops = new Map(Object.entries(given).map(([storeId, sellers]) => [storeId, numbers(sellers)]))
  return async (storeId) => shops.get(String(storeId)) ?? []
}

const numbers = (sellers: readonly Int64[]) =>
  sellers.map((seller) => int64('assignSellers: a seller', seller))
