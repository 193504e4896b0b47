import type { MsgElement } from '@im-callback/core'

/** What {@link TencentRest.sendMessage} answers. */
export interface SentMessage {
  /** Key of the message, for recalling it. */
  readonly MsgKey: string
  /** Unix seconds. */
  readonly MsgTime: number
}

/** What {@link TencentRest.sendMessages} answers. */
export interface SentMessages {
  /** One key for all receivers. */
  readonly MsgKey: string
  /** Receivers it did not reach; empty when it reached all. */
  readonly Errors: readonly AccountError[]
}

/** An account for which a call did not succeed. */
export interface AccountError {
  readonly UserId: string
  /** 70107: there is no such account. */
  readonly ErrorCode: number
}

/** What {@link TencentRest.getUnreadMessageNum} answers. */
export interface UnreadMessages {
  /** All unread messages of the account; 0 when conversations were named, since the platform then leaves it out. */
  readonly Total: number
  /** Unread messages by the account on the other side; empty when none were named. */
  readonly Results: Readonly<Record<string, number>>
  /** Accounts that failed. */
  readonly Errors: readonly AccountError[]
}

/** A message of the history. Fields that are not listed here are kept. */
export interface HistoryMessage {
  readonly From_Account: string
  readonly To_Account: string
  readonly MsgSeq: number
  readonly MsgRandom: number
  /** Unix seconds. */
  readonly MsgTimeStamp: number
  /** 8: it was recalled. */
  readonly MsgFlagBits: number
  readonly MsgKey: string
  /** Elements in order; of types that are not known here, too. */
  readonly MsgBody: MsgElement[]
  readonly CloudCustomData?: string
  /** 1: the receiver has sent a read receipt. */
  readonly IsPeerRead?: number
  readonly MsgId?: string
}

/** What {@link TencentRest.fetchMessages} answers: one page of the history. */
export interface MessagePage {
  /** Time of the oldest message here, Unix seconds: `MaxTime` of the next page. */
  readonly LastMsgTime: number
  /** Key of the oldest message here: `LastMsgKey` of the next page. */
  readonly LastMsgKey: string
  readonly Count: number
  /** Oldest first; the next page is older. */
  readonly List: readonly HistoryMessage[]
  readonly HasMore: boolean
}
