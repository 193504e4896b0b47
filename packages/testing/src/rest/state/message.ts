/** An element of `MsgBody`, checked against the catalogue when it came in. */
export interface RestElement {
  readonly MsgType: string
  readonly MsgContent: object
}

/** A one-to-one message as the server keeps it; both sides of a conversation share it. */
export interface StoredMessage {
  readonly From_Account: string
  readonly To_Account: string
  readonly MsgSeq: number
  readonly MsgRandom: number
  /** Unix seconds. */
  readonly MsgTimeStamp: number
  /** `<MsgSeq>_<MsgRandom>_<MsgTimeStamp>`; also of messages that are sent to many, where all have the same. */
  readonly MsgKey: string
  readonly MsgId: string
  MsgBody: readonly RestElement[]
  CloudCustomData: string | undefined
  /** 8: recalled. */
  MsgFlagBits: 0 | 8
  /** 1: the receiver sent a read receipt. */
  IsPeerRead: 0 | 1
}

/** What makes a message, before the server has given it a key. */
export interface MessageParts {
  readonly From_Account: string
  readonly To_Account: string
  readonly MsgSeq: number
  readonly MsgRandom: number
  readonly MsgTimeStamp: number
  readonly MsgBody: readonly RestElement[]
  readonly CloudCustomData?: string | undefined
}

export function newMessage(parts: MessageParts): StoredMessage {
  const { CloudCustomData, MsgSeq, MsgRandom, MsgTimeStamp } = parts
  return {
    ...parts,
    MsgKey: `${MsgSeq}_${MsgRandom}_${MsgTimeStamp}`,
    MsgId: `144115000000000000-${MsgTimeStamp}-${MsgRandom}`,
    CloudCustomData,
    MsgFlagBits: 0,
    IsPeerRead: 0,
  }
}
