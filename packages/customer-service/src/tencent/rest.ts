import type { MsgElement } from '@im-callback/core'

/** An answer as the REST API takes it. */
export interface AnswerFields {
  /** The support account. */
  readonly From_Account: string
  /** The customer's account. */
  readonly To_Account: string
  readonly MsgBody: readonly MsgElement[]
  /** From the message's number in the queue: answers of one second keep their order. */
  readonly MsgSeq: number
  /** From the message's id: the same at every attempt. */
  readonly MsgRandom: number
  /** 1: devices on which the support account has logged in show the answer, too. */
  readonly SyncOtherMachine: 1
  /** The answer has passed the callbacks of the gateway: those of Tencent are not asked again. */
  readonly ForbidCallbackControl: readonly ['ForbidBeforeSendMsgCallback', 'ForbidAfterSendMsgCallback']
}

/**
 * What the bridge needs of a client of the REST API; `TencentRest` of `@im-callback/rest` has it. An error with the `kind`
 * `refused` or `caller` is final; after any other the queue tries again.
 */
export interface AnswerSender {
  sendMessage(message: AnswerFields, options: { readonly signal: AbortSignal }): Promise<unknown>
  /** Messages of a conversation from `MinTime` to `MaxTime`, in Unix seconds. */
  pullMessages(
    query: {
      readonly Operator_Account: string
      readonly Peer_Account: string
      readonly MinTime: number
      readonly MaxTime: number
    },
    options: { readonly signal: AbortSignal },
  ): AsyncIterable<{ readonly MsgSeq: number; readonly MsgRandom: number }>
}
