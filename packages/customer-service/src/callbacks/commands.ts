import type {
  BaseResponse,
  C2CBeforeSendMsgReply,
  C2CBeforeSendMsgVerdicts,
  CommandDescription,
  MsgElement,
  Ok,
} from '@im-callback/core'

/** What both events tell of a message. The names Tencent has for them are Tencent's, so that one function reads both. */
export interface CustomerMessage {
  /** The sender, `appid:uid`. */
  From_Account: string
  /** The first recipient, `appid:uid`. */
  To_Account: string
  /** The sequence number the client gave its frame. */
  MsgSeq: number
  /** Seconds since 1970, as stored. */
  MsgTime: number
  /** The same for a message and its resends. */
  MsgKey: string
  /** 1 when the message is forwarded only and stored nowhere. */
  OnlineOnlyFlag: 0 | 1
  /**
   * The content: a `TIMTextElem` for plain text and for `{"text": …}`, a `TIMCustomElem` with the content in `Data` for
   * other JSON, and with its base64 (`Ext` is then `base64`) for what is no UTF-8.
   */
  MsgBody: MsgElement[]
  /** What only customer service has. Numbers are decimal text: they may have 64 bits. */
  CustomerService: {
    /** 24 from a customer, 25 from support, 64 with both sides spelled out. */
    Command: 24 | 25 | 64
    SenderAppId: string
    SenderId: string
    ReceiverAppId: string
    /** Of a broadcast, the first. */
    ReceiverId: string
    /** Of commands 24 and 25. */
    StoreId?: string
    /** The content, exactly; base64 of it when it is no UTF-8. */
    Content: string
    ContentEncoding: 'utf8' | 'base64'
  }
}

/** Body of `Customer.BeforeSendMessage`. */
export interface CustomerBeforeSendMessageRequest extends CustomerMessage {
  CallbackCommand: 'Customer.BeforeSendMessage'
}

/** Body of `Customer.AfterSendMessage`. */
export interface CustomerAfterSendMessageRequest extends CustomerMessage {
  CallbackCommand: 'Customer.AfterSendMessage'
  CustomerService: CustomerMessage['CustomerService'] & {
    /** Number of the message in the sender's queue: 1, 2, 3 … in the order of storing. */
    Msgid: string
    /** The message was stored before and came again: there may have been an event of it already. */
    IsRepeat: boolean
  }
}

/** The command map of customer service. */
export interface CustomerCommands {
  /** A message that passed the rules and is not stored yet: allow, refuse, drop or rewrite it. */
  'Customer.BeforeSendMessage': {
    request: CustomerBeforeSendMessageRequest
    reply: C2CBeforeSendMsgReply
    verdicts: C2CBeforeSendMsgVerdicts
  }
  /** A message that is stored; the sender gets its ACK when this event is handled, or is safe on its queue. */
  'Customer.AfterSendMessage': {
    request: CustomerAfterSendMessageRequest
    reply: BaseResponse
    verdicts: Ok<BaseResponse>
  }
}

/** What is known of the commands at run time. */
export const customerCommands: Readonly<Record<keyof CustomerCommands, CommandDescription>> = {
  'Customer.BeforeSendMessage': {
    command: 'Customer.BeforeSendMessage',
    phase: 'before',
    area: 'customer',
    title: { en: 'Before a message is stored', zh: '消息存储之前' },
    doc: [],
  },
  'Customer.AfterSendMessage': {
    command: 'Customer.AfterSendMessage',
    phase: 'after',
    area: 'customer',
    title: { en: 'After a message was stored', zh: '消息存储之后' },
    doc: [],
  },
}
