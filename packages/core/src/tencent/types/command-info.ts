/** Before-callbacks can stop or change the operation; after-callbacks report what has happened. */
export type CommandPhase = 'before' | 'after'

/** What an answer to one command may do, for the code that builds and checks answers at run time. */
export interface ReplyRules {
  /**
   * `ErrorCode` 1 refuses; so does a code of your own between `min` and `max` (both included), which then
   * reaches the client. Without `min` and `max` only 1 works.
   */
  readonly reject?: { readonly min?: number; readonly max?: number }
  /** `ErrorCode` 2 drops the message while the sender sees success. */
  readonly drop?: boolean
  /** `MsgBody` and `CloudCustomData` in an answer with `ErrorCode` 0 replace those of the message. */
  readonly rewrite?: boolean
  /** The reply field that names accounts to leave out; the others go on. */
  readonly refuse?: 'RefusedMembers_Account' | 'RefusedSubscribers_Account'
  /**
   * The answer is one verdict per account of the request: `field` of the reply lists them, `from` of the
   * request holds the accounts under the key `account`. 0 allows, `min` to `max` refuses, and refusing as a
   * whole means giving every account a code of that range (`min` unless told otherwise).
   */
  readonly verdicts?: {
    readonly field: string
    readonly from: string
    readonly account: string
    readonly min: number
    readonly max: number
  }
  /** The reply field that carries your answer as text. */
  readonly respond?: { readonly field: string }
}

/**
 * What is known at run time about one command.
 *
 * @example
 * ```ts
 * import { tencentCommands } from '@im-callback/core'
 *
 * tencentCommands['Group.CallbackBeforeSendMsg'].reply.reject // { min: 10100, max: 10200 }
 * ```
 */
export interface CommandInfo {
  /** The command word, as in the `CallbackCommand` query parameter. */
  readonly command: string
  /** Whether the answer can still change the outcome. */
  readonly phase: CommandPhase
  /** The part of the product it belongs to, such as `'c2c'` or `'group'`. */
  readonly area: string
  /** The official title in English and Chinese. */
  readonly title: { readonly en: string; readonly zh: string }
  /** Official pages about it. */
  readonly doc: readonly string[]
  /** What an answer may do; empty for commands that can only be acknowledged. */
  readonly reply: ReplyRules
  /**
   * Top-level request fields that together identify the event: equal values mean a repeated delivery. An optional one
   * may be missing, which is the same as empty. Absent where the body has no natural key.
   */
  readonly id?: readonly { readonly field: string; readonly optional?: boolean }[]
}
