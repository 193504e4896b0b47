import type { MsgElement } from '../generated/elements.js'
import type { AccountCode, CodeRange, RejectCode } from './reject-code.js'

/** Lets the operation go on, or acknowledges an event; every command has it. */
export interface Ok<R> {
  /**
   * Answers with `ErrorCode` 0.
   *
   * @example
   * ```ts
   * im.on('Group.CallbackAfterGroupFull', (event) => event.reply.ok())
   * ```
   */
  ok(): R
}

/** Refuses the operation. `Range` holds the codes of your own; `never` where the platform takes only 1. */
export interface Reject<R, Range extends CodeRange = never> {
  /**
   * Refuses.
   *
   * @param code 1 (the default) makes the client see the platform's error; a code of the range reaches the
   * client as it is. Any other literal does not compile, any other number throws at run time.
   * @param info Text for the client; the default is empty.
   *
   * @example
   * ```ts
   * im.on('C2C.CallbackBeforeSendMsg', (event) => event.reply.reject(120001, 'mind your words'))
   * ```
   */
  reject<const C extends number = 1>(code?: RejectCode<C, Range>, info?: string): R
}

/** Refuses every account of a request that is answered account by account. */
export interface RejectAccounts<R, Range extends CodeRange> {
  /**
   * Gives every requested account the same refusal.
   *
   * @param code A number of the range; the default is its first, 38000.
   * @param info The reason, given to each account; the default is empty.
   *
   * @example
   * ```ts
   * im.on('Sns.CallbackPrevFriendAdd', (event) => event.reply.reject(38001, 'no strangers'))
   * ```
   */
  reject<const C extends number = 38000>(code?: AccountCode<C, Range>, info?: string): R
}

/** Discards a message without telling its sender. */
export interface Drop<R> {
  /**
   * Answers with `ErrorCode` 2: nobody receives the message, the sender sees success.
   *
   * @example
   * ```ts
   * im.on('Group.CallbackBeforeSendMsg', (event) => event.reply.drop())
   * ```
   */
  drop(): R
}

/** What to deliver in place of the message. What is left out stays as sent. */
export interface RewrittenMessage {
  /** The new elements. */
  MsgBody?: readonly MsgElement[]
  /** The new custom data. */
  CloudCustomData?: string
}

/** Delivers a changed message. */
export interface Rewrite<R> {
  /**
   * Lets the message go on with another body or other custom data.
   *
   * @example
   * ```ts
   * im.on('C2C.CallbackBeforeSendMsg', (event) =>
   *   event.reply.rewrite({ MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: '***' } }] }),
   * )
   * ```
   */
  rewrite(message: RewrittenMessage): R
}

/** Lets an operation go on without some of its accounts. */
export interface RefuseMembers<R> {
  /**
   * Keeps these accounts out; the others are let in.
   *
   * @example
   * ```ts
   * im.on('Group.CallbackBeforeInviteJoinGroup', (event) => event.reply.refuseMembers(['mallory']))
   * ```
   */
  refuseMembers(accounts: readonly string[]): R
}

/** The verdict on one account. */
export interface AccountVerdict {
  /** UserID, as in the request. */
  To_Account: string
  /** 0 allows, 38000-39000 refuses. */
  ResultCode: number
  /** The reason; the default is empty. */
  ResultInfo?: string
}

/** Decides account by account. */
export interface Verdicts<R> {
  /**
   * Gives each account its verdict; accounts that are not listed are allowed.
   *
   * @example
   * ```ts
   * im.on('Sns.CallbackPrevFriendAdd', (event) =>
   *   event.reply.verdicts([{ To_Account: 'bob', ResultCode: 38001, ResultInfo: 'blocked' }]),
   * )
   * ```
   */
  verdicts(items: readonly AccountVerdict[]): R
}

/** Answers with data that the platform hands on. */
export interface Respond<R> {
  /**
   * Sends text as it is, an object as JSON.
   *
   * @example
   * ```ts
   * im.on('Chatbot.OnC2CSignalMessage', (event) => event.reply.respond({ answer: 42 }))
   * ```
   */
  respond(data: string | object): R
}
