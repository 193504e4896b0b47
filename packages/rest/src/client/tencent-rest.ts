import { fetchPage, type HistoryQuery, type HistorySource, type PullOptions, pull } from '../c2c/history.js'
import type {
  HistoryMessage,
  MessagePage,
  SentMessage,
  SentMessages,
  UnreadMessages,
} from '../c2c/results.js'
import {
  type AnyMessage,
  type ImportOptions,
  importMessage,
  type MessageSender,
  sendMessage,
  sendMessages,
} from '../c2c/send.js'
import { type ReadOptions, revoke, setRead } from '../c2c/state.js'
import { peersAndOptions, unreadMessages } from '../c2c/unread.js'
import { RestCalls } from '../generated/calls.js'
import type { TencentRestEndpoint, TencentRestEndpoints } from '../generated/endpoints.js'
import { type CallOptions, call } from './call.js'
import { createEngine, identities } from './engine.js'
import type { TencentRestOptions } from './options.js'

/**
 * A client of the REST API of Tencent Cloud Chat: the eight one-to-one methods, and every other endpoint as `call` or as
 * a method of its area.
 *
 * It signs (and renews the signature in time), keeps connections open, holds the rate limits, turns to the backup host,
 * and sends again what may be sent again: see {@link TencentRestOptions}. Calls reject with a {@link RestError}, or with
 * the reason of their signal. The key stays inside: it is not a member, and printing the client does not show it.
 *
 * With `legacyFields` it sends what earlier SDKs send: `From_Account` and `To_Account` for a history, `MsgLifeTime` for
 * online only, `MsgTimeStamp` with a message, 1 for a live import, which may lack sender and time.
 *
 * @see https://cloud.tencent.com/document/product/269/1519
 * @example
 * ```ts
 * import { Message, TencentRest } from '@im-callback/rest'
 *
 * const client = new TencentRest({
 *   sdkAppId: 1400000000,
 *   secretKey: process.env.IM_SECRET_KEY,
 *   identifier: 'administrator',
 *   region: 'singapore',
 * })
 * await client.account.import({ UserID: 'alice', Nick: 'Alice' })
 * await client.sendMessage(new Message().to('alice').text('welcome'))
 * const { GroupId } = await client.call('group_open_http_svc/create_group', { Type: 'Public', Name: 'hikers' })
 * ```
 */
export class TencentRest extends RestCalls {
  readonly #source: MessageSender & HistorySource

  /** @throws TypeError that names the option when one cannot mean anything */
  constructor(options: TencentRestOptions) {
    const engine = createEngine(options)
    const send = (endpoint: string, body: object, callOptions?: CallOptions) =>
      call(engine, endpoint, body, callOptions)
    super(send)
    const { clock, legacyFields, messageLimit } = engine
    this.#source = { send, clock, legacyFields, messageLimit, identity: identities(engine) }
  }

  /**
   * Calls an endpoint of the catalogue. The body is sent as it is; the answer is that of the platform, fields that are
   * not in its type included. Whole numbers beyond 2^53 arrive as text. `SomeError` is an answer, too: look at its list.
   *
   * @throws RestError
   * @example
   * ```ts
   * import type { TencentRest } from '@im-callback/rest'
   *
   * declare const client: TencentRest
   * const { GroupIdList = [] } = await client.call(
   *   'group_open_http_svc/get_joined_group_list',
   *   { Member_Account: 'alice' },
   *   { signal: AbortSignal.timeout(2000) },
   * )
   * ```
   */
  call<E extends TencentRestEndpoint>(
    endpoint: E,
    body: TencentRestEndpoints[E]['request'],
    options?: CallOptions,
  ): Promise<TencentRestEndpoints[E]['response']> {
    return this.#source.send(endpoint, body, options)
  }

  /**
   * Sends a message to one account. It is sent again only when the platform has certainly not taken it, unless
   * `retryUnsafe` is set: the platform knows a message again for no longer than the second.
   *
   * @throws RestError; a `CallerError` with 0 attempts when the message cannot be sent as it is
   */
  sendMessage(message: AnyMessage, options?: CallOptions): Promise<SentMessage> {
    return sendMessage(this.#source, message, options)
  }

  /** Sends a message to up to 500 accounts. Those it did not reach are in `Errors`; it fires no callbacks. */
  sendMessages(message: AnyMessage, options?: CallOptions): Promise<SentMessages> {
    return sendMessages(this.#source, message, options)
  }

  /** Takes over a message from another system. It needs sender and time, and importing it again changes nothing. */
  importMessage(message: AnyMessage, options?: ImportOptions): Promise<void> {
    return importMessage(this.#source, message, options)
  }

  /**
   * One page of a conversation, oldest message first. While `HasMore`, the next, older page has `MaxTime: LastMsgTime` and
   * `LastMsgKey` of this one.
   */
  fetchMessages(query: HistoryQuery, options?: CallOptions): Promise<MessagePage> {
    return fetchPage(this.#source, query, options)
  }

  /**
   * The messages of a conversation, page by page as they are wanted; leave the loop at any time.
   *
   * @throws RestError; an `InvalidResponseError` when the pages lead nowhere
   * @example
   * ```ts
   * import type { TencentRest } from '@im-callback/rest'
   *
   * declare const client: TencentRest
   * for await (const message of client.pullMessages({ Operator_Account: 'alice', Peer_Account: 'bob' })) {
   *   if (message.MsgFlagBits === 8) break
   *   console.log(message.MsgKey, message.MsgBody)
   * }
   * ```
   */
  pullMessages(
    query: HistoryQuery,
    options: PullOptions = {},
  ): AsyncGenerator<HistoryMessage, void, undefined> {
    return pull(this.#source, query, options)
  }

  /** Recalls a message. One that is recalled already counts as done. */
  revokeMessage(from: string, to: string, msgKey: string, options?: CallOptions): Promise<void> {
    return revoke(this.#source.send, { from, to, msgKey }, options)
  }

  /** Marks a conversation read for `userId`. */
  setMessageRead(userId: string, peerUserId: string, options?: ReadOptions): Promise<void> {
    return setRead(this.#source.send, { userId, peerUserId }, options)
  }

  /** Counts unread messages of `userId`: all of them, or those of up to 10 conversations. */
  getUnreadMessageNum(userId: string, ...peers: string[]): Promise<UnreadMessages>
  getUnreadMessageNum(
    userId: string,
    peers: readonly string[],
    options?: CallOptions,
  ): Promise<UnreadMessages>
  async getUnreadMessageNum(
    userId: string,
    ...rest: (string | readonly string[] | CallOptions | undefined)[]
  ) {
    return unreadMessages(this.#source.send, { userId, ...peersAndOptions(rest) })
  }
}
