import { RecentMap } from '../domain/recent-map.js'
import { userKey } from '../domain/user.js'
import { checkWord } from '../options/check.js'
import { checkNames } from '../options/check-names.js'
import type { Assigned, AssignmentRequest, SellerAssignment } from '../ports/seller-assignment.js'
import { lastSellers, type SellerMemory } from './last-sellers.js'
import { type SellersOf, sellersOf } from './sellers-of.js'

/** How a seller is found for a customer who has none yet in this shop. */
export type AssignmentMode = 'fixed' | 'online' | 'order' | 'broadcast'

export interface AssignSellersOptions {
  /**
   * - `fixed`: any seller of the shop.
   * - `online`: any seller that is connected; one who has left is replaced.
   * - `order`: the seller who was given the fewest customers.
   * - `broadcast`: all of them get the message.
   */
  readonly mode: AssignmentMode
  /** The sellers of each shop by store id, or a function that is asked each time. */
  readonly sellers: SellersOf
  /** For `online`: whether a seller is connected, such as `(uid) => router.isOnline({ appId: 1453n, uid })`. */
  readonly isOnline?: ((seller: bigint) => boolean | Promise<boolean>) | undefined
  /** Who was whose seller. Default: the last 100,000 talks, in this process. */
  readonly memory?: SellerMemory | undefined
  /** Default `Math.random`. */
  readonly random?: (() => number) | undefined
}

/**
 * Chooses a seller where the customer has not, and keeps to it; refuses sellers that do not belong to the shop.
 *
 * @throws TypeError when an option cannot mean anything
 * @example
 * ```ts
 * import { assignSellers } from '@im-callback/customer-service'
 *
 * const assignment = assignSellers({ mode: 'order', sellers: { 5: [201, 202], 6: [203] } })
 * ```
 */
export function assignSellers(options: AssignSellersOptions): SellerAssignment {
  checkNames('assignSellers', options, ['mode', 'sellers', 'isOnline', 'memory', 'random'])
  checkWord('assignSellers: mode', options.mode, ['fixed', 'online', 'order', 'broadcast'])
  if (options.mode === undefined) throw new TypeError('assignSellers: give a mode, such as "order".')
  if (options.mode === 'online' && typeof options.isOnline !== 'function') {
    throw new TypeError(
      'assignSellers: mode "online" needs isOnline, a function that answers who is connected.',
    )
  }
  const membersOf = sellersOf(options.sellers)
  const pick = picker(options)
  const { mode, isOnline, memory = lastSellers() } = options

  const isStillThere = async (seller: bigint, members: readonly bigint[]) =>
    members.includes(seller) && (mode !== 'online' || (await isOnline?.(seller)) === true)

  const choose = async ({ customer, storeId }: AssignmentRequest): Promise<Assigned> => {
    const members = await membersOf(storeId)
    if (mode === 'broadcast') return members
    const last = await memory.get(customer, storeId)
    if (last !== undefined && (await isStillThere(last, members))) return last
    const seller = await pick(storeId, members)
    if (seller !== undefined) await memory.set(customer, storeId, seller)
    return seller
  }

  const choosing = new Map<string, Promise<Assigned>>()

  return {
    /** Two first messages at once, from two windows of a customer, are one question. */
    assign(request) {
      const talk = `${userKey(request.customer)}/${request.storeId}`
      const begun = choosing.get(talk)
      if (begun !== undefined) return begun
      const choice = choose(request).finally(() => choosing.delete(talk))
      choosing.set(talk, choice)
      return choice
    },
    belongs: async (storeId, seller) => (await membersOf(storeId)).includes(seller),
  }
}

type Pick = (storeId: bigint, members: readonly bigint[]) => Promise<bigint | undefined>

function picker({ mode, isOnline, random = Math.random }: AssignSellersOptions): Pick {
  const any = (members: readonly bigint[]) => members[Math.floor(random() * members.length)]
  if (mode === 'order') return fewest()
  if (mode !== 'online') return async (_, members) => any(members)
  return async (_, members) => {
    const online = await Promise.all(members.map(async (seller) => (await isOnline?.(seller)) === true))
    return any(members.filter((_seller, index) => online[index]))
  }
}

/** Sellers whose customers are counted, in each shop: a customer may name any shop, and a function may have sellers for it. */
const mostCounts = 100_000

/** The seller with the fewest customers so far; the first of several. */
function fewest(): Pick {
  const given = new RecentMap<number>(mostCounts)
  return async (storeId, members) => {
    const countOf = (seller: bigint) => given.get(`${storeId}/${seller}`) ?? 0
    const [first, ...others] = members
    if (first === undefined) return undefined
    const best = others.reduce((one, other) => (countOf(other) < countOf(one) ? other : one), first)
    given.set(`${storeId}/${best}`, countOf(best) + 1)
    return best
  }
}
