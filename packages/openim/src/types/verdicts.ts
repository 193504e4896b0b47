import type { ErrorCode } from './error-code.js'

/** Lets the operation go on, or acknowledges an event; every command has it. */
export interface Ok<R> {
  /**
   * Goes on with what was sent. Fields that the server takes from every reply are given back as they came.
   *
   * @example
   * ```ts
   * import { CallbackHandler } from '@im-callback/core'
   * import { openim } from '@im-callback/openim'
   *
   * const im = new CallbackHandler({ protocol: openim() })
   * im.on('callbackAfterQuitGroupCommand', (event) => event.reply.ok())
   * ```
   */
  ok(): R
}

/** Refuses the operation. */
export interface Reject<R> {
  /**
   * Refuses, in the way of the server's version: `actionCode: 0, nextCode: 1` from v3.0 on, `actionCode: 1` in v2. No
   * answer stops a server of v3.6, which only logs refusals.
   *
   * @param errCode 100 or more: it reaches the client, and 0 would tell it success, 1 to 99 an internal error. OpenIM
   * suggests 20001 to 29999; the default is 20001. v2.0 has no code for refusals and gets 0.
   * @param errMsg Text for the client; the default is empty.
   * @param errDlt Detail for the client; the default is empty. v2 has none.
   *
   * @example
   * ```ts
   * import { CallbackHandler } from '@im-callback/core'
   * import { openim } from '@im-callback/openim'
   *
   * const im = new CallbackHandler({ protocol: openim() })
   * im.on('callbackBeforeSendSingleMsgCommand', (event) => event.reply.reject(20001, 'mind your words'))
   * ```
   */
  reject<const C extends number = 20001>(errCode?: ErrorCode<C>, errMsg?: string, errDlt?: string): R
}

/** Changes the operation. */
export interface Rewrite<R, Changes> {
  /**
   * Goes on with these fields in place of those of the request; the others stay as sent.
   *
   * @example
   * ```ts
   * import { CallbackHandler } from '@im-callback/core'
   * import { openim } from '@im-callback/openim'
   *
   * const im = new CallbackHandler({ protocol: openim() })
   * im.on('callbackBeforeSetFriendRemarkCommand', (event) => event.reply.rewrite({ remark: 'a friend' }))
   * ```
   */
  rewrite(changes: Changes): R
}

/** Changes the text of a message. */
export interface RewriteText<R> {
  /**
   * Goes on with another text, written into the content of the message where its kind of content has it.
   *
   * @throws TypeError for content without text, such as a picture
   * @example
   * ```ts
   * import { CallbackHandler } from '@im-callback/core'
   * import { messageText, openim } from '@im-callback/openim'
   *
   * const im = new CallbackHandler({ protocol: openim() })
   * im.on('callbackBeforeMsgModifyCommand', (event) => {
   *   const text = messageText(event.body)
   *   if (text?.includes('casino')) return event.reply.rewriteText(text.replaceAll('casino', '***'))
   * })
   * ```
   */
  rewriteText(text: string): R
}
