/**
 * The commands of the protocol that customer service needs, by the names the original server gives them.
 *
 * @see https://github.com/GoBelieveIO/im_service
 */
export const Command = {
  AuthStatus: 3,
  Ack: 5,
  Ping: 13,
  Pong: 14,
  AuthToken: 15,
  UnreadCount: 22,
  /** From a customer to support. */
  Customer: 24,
  /** From support to a customer. */
  CustomerSupport: 25,
  Sync: 26,
  SyncBegin: 27,
  SyncEnd: 28,
  SyncNotify: 29,
  SyncKey: 34,
  Metadata: 37,
  /** Either direction, with sender and receiver spelled out. */
  CustomerV2: 64,
} as const

/** A command that carries a message. */
export type MessageCommand =
  | typeof Command.Customer
  | typeof Command.CustomerSupport
  | typeof Command.CustomerV2

export function isMessageCommand(command: number): command is MessageCommand {
  return command === Command.Customer || command === Command.CustomerSupport || command === Command.CustomerV2
}

/** What the bits of a frame's flag byte mean here. */
export const Flag = {
  /** The content is text. Set by clients, passed on as it is. */
  Text: 0x01,
  /** Forwarded to who is there, stored nowhere. */
  Unpersistent: 0x02,
  /** In a sync: this device has sent it. */
  Self: 0x08,
  /** A copy that was pushed; the stored message comes by sync. */
  Push: 0x10,
} as const
