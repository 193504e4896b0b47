/**
 * What an answer to OpenIM is made of; commands that can be rewritten add their own fields. `event.reply` builds it in
 * the way of the server's version; as a literal, write it as servers of today take it.
 *
 * @example
 * ```ts
 * import type { OpenImReply } from '@im-callback/openim'
 *
 * const goOn: OpenImReply = { actionCode: 0, errCode: 0, nextCode: 0 }
 * const refuse: OpenImReply = { actionCode: 0, errCode: 20001, errMsg: 'not here', nextCode: 1 }
 * ```
 */
export interface OpenImReply {
  /** 0, also to refuse; v2 alone refuses with 1. Default 0. */
  actionCode?: number | undefined
  /** 0, or, to refuse, 100 or more: it reaches the client. Default 0. */
  errCode?: number | undefined
  /** Text for the client. Default empty. */
  errMsg?: string | undefined
  /** Detail for the client. Default empty. */
  errDlt?: string | undefined
  /** 1 refuses. Default 0. */
  nextCode?: number | undefined
  /** v2 only: that of the request, set for you. */
  operationID?: string | undefined
}
