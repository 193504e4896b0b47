import type {
  MsgElement,
  TIMCustomContent,
  TIMFaceContent,
  TIMFileContent,
  TIMImageContent,
  TIMLocationContent,
  TIMSoundContent,
  TIMVideoFileContent,
} from '@im-callback/core'
import type { OfflinePushInfo } from '../generated/shapes.js'
import { byUrl, customData } from './content.js'
import type { ForbidCallback, MessageFields, MessageIdentity, SendControl } from './fields.js'

/**
 * Builds a one-to-one message. A message draws its `MsgRandom` and `MsgSeq` when it is first sent and keeps them, so
 * sending the same object again is the same message: the platform drops it within the second.
 *
 * @see https://cloud.tencent.com/document/product/269/2282
 * @example
 * ```ts
 * import { Message, TencentRest } from '@im-callback/rest'
 *
 * const client = new TencentRest({ sdkAppId: 1400000000, secretKey: process.env.IM_SECRET_KEY ?? '' })
 * const message = new Message()
 *   .from('support')
 *   .to('alice')
 *   .text('Your order is on its way.')
 *   .customData({ order: 4711 })
 *   .offlinePush({ Title: 'Order 4711', AndroidInfo: { VIVOClassification: 0 } })
 * const { MsgKey } = await client.sendMessage(message)
 * ```
 */
export class Message {
  readonly #fields: Partial<MessageFields> = {}
  #receivers: string[] = []
  #body: MsgElement[] = []
  #drawn: MessageIdentity | undefined

  /** Sets the sender. Default: the client's admin account. */
  from(account: string): this {
    return this.#set({ From_Account: account })
  }

  /** Adds receivers. `sendMessage` and `importMessage` take one, `sendMessages` up to 500. */
  to(...accounts: string[]): this {
    for (const account of accounts) if (!this.#receivers.includes(account)) this.#receivers.push(account)
    return this
  }

  /** Replaces the receivers. */
  setReceivers(...accounts: string[]): this {
    this.#receivers = []
    return this.to(...accounts)
  }

  /** Adds elements, such as those of a message that a callback brought. */
  add(...elements: MsgElement[]): this {
    this.#body.push(...elements)
    return this
  }

  /** Replaces all elements. */
  setBody(...elements: MsgElement[]): this {
    this.#body = elements
    return this
  }

  /** Adds text. */
  text(text: string): this {
    return this.add({ MsgType: 'TIMTextElem', MsgContent: { Text: text } })
  }

  /** Adds a place. */
  location(content: TIMLocationContent): this {
    return this.add({ MsgType: 'TIMLocationElem', MsgContent: content })
  }

  /** Adds a sticker; what its number means is the app's business. */
  face(content: Pick<TIMFaceContent, 'Index'> & Partial<TIMFaceContent>): this {
    return this.add({ MsgType: 'TIMFaceElem', MsgContent: { Data: '', ...content } })
  }

  /** Adds data of the app's own. A message has at most one such element. */
  custom(content: TIMCustomContent): this {
    return this.add({ MsgType: 'TIMCustomElem', MsgContent: content })
  }

  /** Adds a voice message. `Download_Flag` is 2 unless it is given: by the address. */
  sound(content: TIMSoundContent): this {
    return this.add({ MsgType: 'TIMSoundElem', MsgContent: { Download_Flag: byUrl, ...content } })
  }

  /** Adds an image in up to three renditions. */
  image(content: TIMImageContent): this {
    return this.add({ MsgType: 'TIMImageElem', MsgContent: content })
  }

  /** Adds a file. `Download_Flag` is 2 unless it is given: by the address. */
  file(content: TIMFileContent): this {
    return this.add({ MsgType: 'TIMFileElem', MsgContent: { Download_Flag: byUrl, ...content } })
  }

  /** Adds a video. Both download flags are 2 unless they are given: by the address. */
  video(content: TIMVideoFileContent): this {
    const flags = { VideoDownloadFlag: byUrl, ThumbDownloadFlag: byUrl }
    return this.add({ MsgType: 'TIMVideoFileElem', MsgContent: { ...flags, ...content } })
  }

  /** Data kept with the message and delivered to the receiver: text as it is, anything else as JSON. */
  customData(data: unknown): this {
    return this.#set({ CloudCustomData: customData(data) })
  }

  /** How it is pushed to a receiver who is offline. What is given is sent, zeros included. */
  offlinePush(info: OfflinePushInfo): this {
    return this.#set({ OfflinePushInfo: info })
  }

  /** Does not count it as unread. */
  noUnread(): this {
    return this.#controlled('NoUnread')
  }

  /** Leaves the conversation list as it is. */
  noLastMsg(): this {
    return this.#controlled('NoLastMsg')
  }

  /** Heeds the receiver's do-not-disturb, which REST messages do not by default. */
  withMuteNotifications(): this {
    return this.#controlled('WithMuteNotifications')
  }

  /** Does not fire the app's before-send callback. */
  forbidBeforeCallback(): this {
    return this.#forbid('ForbidBeforeSendMsgCallback')
  }

  /** Does not fire the app's after-send callback. */
  forbidAfterCallback(): this {
    return this.#forbid('ForbidAfterSendMsgCallback')
  }

  /** To those who are online, and nothing stored. */
  onlineOnly(): this {
    return this.#set({ OnlineOnlyFlag: 1 })
  }

  /**
   * Keeps it so many seconds for those who are offline, up to 604,800; 0: online only. An older field: anything but 0
   * needs `legacyFields`.
   */
  lifeTime(seconds: number): this {
    return this.#set({ MsgLifeTime: seconds })
  }

  /** Also to the sender's devices that are online. */
  syncToSender(): this {
    return this.#set({ SyncOtherMachine: 1 })
  }

  /** Not into the sender's history: only the receiver has it. */
  hideFromSender(): this {
    return this.#set({ SyncOtherMachine: 2 })
  }

  /** The sender wants a read receipt. */
  needReadReceipt(): this {
    return this.#set({ IsNeedReadReceipt: 1 })
  }

  /** It can have extensions. */
  supportExtension(): this {
    return this.#set({ SupportMessageExtension: 1 })
  }

  /** Sets `MsgRandom`, unsigned 32-bit, in place of the drawn one. */
  random(value: number): this {
    return this.#set({ MsgRandom: value })
  }

  /** Sets `MsgSeq`, unsigned 32-bit, which orders messages of one second. */
  seq(value: number): this {
    return this.#set({ MsgSeq: value })
  }

  /** Sets `MsgTimeStamp` in Unix seconds: when an imported message was sent. */
  time(seconds: number): this {
    return this.#set({ MsgTimeStamp: seconds })
  }

  /** What is sent. `draw` gives a message without an identity one, once. */
  fields(draw: () => MessageIdentity): MessageFields {
    this.#drawn ??= draw()
    return {
      ...this.#drawn,
      ...this.#fields,
      To_Account: [...this.#receivers],
      MsgBody: [...this.#body],
    }
  }

  #set(fields: Partial<MessageFields>): this {
    Object.assign(this.#fields, fields)
    return this
  }

  #controlled(control: SendControl): this {
    return this.#set({ SendMsgControl: [...new Set(this.#fields.SendMsgControl).add(control)] })
  }

  #forbid(callback: ForbidCallback): this {
    return this.#set({
      ForbidCallbackControl: [...new Set(this.#fields.ForbidCallbackControl).add(callback)],
    })
  }
}
