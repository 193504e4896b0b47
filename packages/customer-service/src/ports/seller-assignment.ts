import type { User } from '../domain/user.js'

export interface AssignmentRequest {
  readonly customer: User
  readonly storeId: bigint
}

/** Who answers a customer that has not chosen a seller. */
export interface SellerAssignment {
  /** The seller, or several, who then all get the message; undefined when there is no one. */
  assign(request: AssignmentRequest): Assigned | Promise<Assigned>
  /** Whether a seller the customer has chosen belongs to the shop. Absent: every seller does. */
  belongs?(storeId: bigint, sellerId: bigint): boolean | Promise<boolean>
}

export type Assigned = bigint | readonly bigint[] | undefined
