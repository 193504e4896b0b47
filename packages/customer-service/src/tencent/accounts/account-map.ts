import type { User, UserLike } from '../../domain/user.js'

/**
 * Which customer a Tencent account is, and back. Both directions have to say the same for ever, and two accounts must
 * never be one customer: one would read the other's messages.
 */
export interface AccountMap {
  /**
   * The customer of an account; one is made when there is none. Undefined: this account's messages are not relayed. What
   * it throws is tried again, and the message is kept with the dead letters in the end.
   */
  customerOf(account: string): UserLike | undefined | Promise<UserLike | undefined>
  /** The account of a customer; undefined when it has none, as customers with a client of their own. */
  accountOf(customer: User): string | undefined | Promise<string | undefined>
}
