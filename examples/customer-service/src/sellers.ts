import type { SellerAssignment } from '@im-callback/customer-service'

/**
 * A customer's number says who answers: the same seller on every node and after a restart, with nothing to remember.
 * `assignSellers` has more ways, and a `memory` to keep in a database of yours.
 */
export function sellerByNumber(sellers: readonly bigint[]): SellerAssignment {
  return {
    assign: ({ customer }) => sellers[Number(customer.uid % BigInt(sellers.length))],
    belongs: (_, seller) => sellers.includes(seller),
  }
}
