import { shown } from '../options/check.js'

/** A user: always the pair. The same uid in two apps is two users. */
export interface User {
  readonly appId: bigint
  readonly uid: bigint
}

/** A text for each user, for maps and channel names. */
export const userKey = ({ appId, uid }: User): string => `${appId}:${uid}`

export const isSameUser = (one: User, other: User): boolean =>
  one.uid === other.uid && one.appId === other.appId

/** Whether someone can have these ids: they are above 0. */
export const isPossible = ({ appId, uid }: User): boolean => appId > 0n && uid > 0n

/** A 64-bit number as people write it: `1453` or `1453n`. */
export type Int64 = number | bigint

/**
 * A number as the protocol has it.
 *
 * @throws RangeError when 64 bits cannot hold it, or a `number` may have been rounded
 */
export function int64(what: string, value: Int64): bigint {
  if (typeof value === 'bigint' && BigInt.asIntN(64, value) === value) return value
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value)
  throw new RangeError(`${what} is ${shown(value)}; give a whole number, as a bigint beyond 2^53.`)
}

/** A user as people write one: `{ appId: 7, uid: 101 }`. */
export interface UserLike {
  readonly appId: Int64
  readonly uid: Int64
}

export const toUser = (what: string, user: UserLike): User => ({
  appId: int64(`${what}.appId`, user?.appId),
  uid: int64(`${what}.uid`, user?.uid),
})
