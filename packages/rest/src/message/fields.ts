import type { MsgElement } from '@im-callback/core'
import type { OfflinePushInfo } from '../generated/shapes.js'

/**
 * A one-to-one message as the platform's fields. Methods that send messages take it in place of a {@link Message};
 * each leaves out what its endpoint does not take.
 */
export interface MessageFields {
  /** Sender; the admin when absent. */
  readonly From_Account?: string | undefined
  /** One receiver, or up to 500 for `sendMessages`. */
  readonly To_Account: string | readonly string[]
  /** One or more elements, shown in order. */
  readonly MsgBody: readonly MsgElement[]
  /** Unsigned 32-bit; with `MsgSeq` it is what tells a message sent again from another one. Default: drawn. */
  readonly MsgRandom?: number | undefined
  /** Unsigned 32-bit; orders messages of one second. Default: the client's next one. */
  readonly MsgSeq?: number | undefined
  /** Unix seconds. For `importMessage`; for others an older field. */
  readonly MsgTimeStamp?: number | undefined
  /** 1: to those who are online, and nothing stored. */
  readonly OnlineOnlyFlag?: 0 | 1 | undefined
  /** Seconds it is kept for those who are offline, up to 604,800; 0: online only. An older field. */
  readonly MsgLifeTime?: number | undefined
  /** 1: also to the sender's devices; 2: not to the sender at all. Default: into the sender's history. */
  readonly SyncOtherMachine?: 1 | 2 | undefined
  /** Callbacks not to fire for this message. */
  readonly ForbidCallbackControl?: readonly ForbidCallback[] | undefined
  /** How it counts: see {@link Message}. */
  readonly SendMsgControl?: readonly SendControl[] | undefined
  /** Kept with the message and delivered to the receiver. */
  readonly CloudCustomData?: string | undefined
  /** How it is pushed to those who are offline. Zeros are sent. */
  readonly OfflinePushInfo?: OfflinePushInfo | undefined
  /** 1: the sender wants a read receipt. */
  readonly IsNeedReadReceipt?: 0 | 1 | undefined
  /** 1: it can have extensions. */
  readonly SupportMessageExtension?: 0 | 1 | undefined
}

export type ForbidCallback = 'ForbidBeforeSendMsgCallback' | 'ForbidAfterSendMsgCallback'
export type SendControl = 'NoUnread' | 'NoLastMsg' | 'WithMuteNotifications'

/** What tells one logical message from another: the same for each attempt to send it. */
export interface MessageIdentity {
  readonly MsgRandom: number
  readonly MsgSeq: number
}
