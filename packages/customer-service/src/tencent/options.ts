import type {
  C2CAfterSendMsgRequest,
  Clock,
  EventOf,
  Logger,
  MsgElement,
  TencentCommands,
} from '@im-callback/core'
import type { CustomerAfterSendMessageRequest, CustomerCommands } from '../callbacks/commands.js'
import { type Int64, int64 } from '../domain/user.js'
import type { Gateway } from '../gateway/gateway.js'
import { checkPort, shown } from '../options/check.js'
import { checkNames } from '../options/check-names.js'
import type { AccountMap } from './accounts/account-map.js'
import { numberedAccounts } from './accounts/numbered-accounts.js'
import { type BridgedContent, contentOfMessage } from './content.js'
import { noticeOf, type Undelivered } from './notice.js'
import type { AnswerSender } from './rest.js'
import { Shops, type SupportAccount } from './support-accounts.js'

/** What a bridge connects. */
export interface BridgeOptions {
  /** The app whose accounts these are: callbacks of other apps are left alone. */
  readonly sdkAppId: number
  /** Accounts customers write to. */
  readonly supportAccounts: Readonly<Record<string, SupportAccount>>
  /**
   * Who an account is in the gateway: an app id of a number, for accounts that are numbers themselves
   * ({@link numberedAccounts}), or a map. Give customers from Tencent an app of their own; otherwise an account and a user
   * of the gateway with the same number are one person, and both get the answers.
   */
  readonly customers: Int64 | AccountMap
  /** Where the messages go. */
  readonly gateway: Pick<Gateway, 'post' | 'supportAppId'>
  /** What answers leave by: a `TencentRest`. */
  readonly rest: AnswerSender
  /**
   * The handler of Tencent's callbacks: gets the route `C2C.CallbackAfterSendMsg`. Leave it out to call
   * {@link TencentBridge.relay} in a route of your own.
   */
  readonly im?: CallbackRoutes<TencentCommands, 'C2C.CallbackAfterSendMsg'> | undefined
  /**
   * The handler of the gateway's callbacks: gets the route `Customer.AfterSendMessage`. Leave it out to call
   * {@link TencentBridge.answer} in a route of your own.
   */
  readonly callbacks?: CallbackRoutes<CustomerCommands, 'Customer.AfterSendMessage'> | undefined
  /**
   * What the gateway stores of a customer's message; nothing: the message is left out. A `uuid` is added. Default: the
   * text, and elements that are none in words and in `MsgBody`.
   */
  readonly toContent?: ((message: C2CAfterSendMsgRequest) => BridgedContent | undefined) | undefined
  /**
   * What the customer gets of an answer; nothing: it is left out. Default: `MsgBody` of the event, which is text, or a
   * `TIMCustomElem` for content that is none.
   */
  readonly toElements?:
    | ((answer: CustomerAfterSendMessageRequest) => readonly MsgElement[] | undefined)
    | undefined
  /**
   * What the seller is told, in the customer's conversation, of an answer that Tencent refused; nothing: the log has it
   * alone. Default: a sentence, and the answer's uuid as `undelivered`.
   */
  readonly notice?: ((undelivered: Undelivered) => BridgedContent | undefined) | undefined
  /** Default `console`. */
  readonly logger?: Logger | undefined
  /** Default `Date.now`. Where the handler of the gateway's callbacks has a clock of its own: that one. */
  readonly clock?: Clock | undefined
}

/** A `CallbackHandler` that has this command, whatever its `rest` is. */
export interface CallbackRoutes<Commands, Command extends keyof Commands> {
  readonly protocol: { readonly commands: object }
  has(command: Command): boolean
  on(command: Command, route: BridgeRoute<Commands, Command>): unknown
}

/** The route a bridge adds. */
export interface BridgeRoute<Commands, Command extends keyof Commands> {
  readonly async: true
  readonly handle: (event: EventOf<Commands, Command>) => Promise<void>
}

/** The options, complete. */
export interface Settings {
  readonly sdkAppId: string
  readonly shops: Shops
  readonly accounts: AccountMap
  readonly gateway: BridgeOptions['gateway']
  readonly rest: AnswerSender
  readonly toContent: NonNullable<BridgeOptions['toContent']>
  readonly toElements: NonNullable<BridgeOptions['toElements']>
  readonly notice: NonNullable<BridgeOptions['notice']>
  readonly logger: Logger
  readonly clock: Clock
}

const names: readonly (keyof BridgeOptions)[] = [
  'sdkAppId',
  'supportAccounts',
  'customers',
  'gateway',
  'rest',
  'im',
  'callbacks',
  'toContent',
  'toElements',
  'notice',
  'logger',
  'clock',
]

/** @throws TypeError, RangeError when an option cannot mean anything */
export function settingsOf(options: BridgeOptions): Settings {
  checkNames('bridgeTencent', options, names)
  const { sdkAppId, customers, gateway, rest } = options
  if (!Number.isSafeInteger(sdkAppId) || sdkAppId <= 0) {
    throw new TypeError(
      `bridgeTencent: sdkAppId is ${shown(sdkAppId)}; give the app's number, such as 1400000000.`,
    )
  }
  checkPort('bridgeTencent: gateway', gateway, ['post'])
  const supportAppId = int64('bridgeTencent: gateway.supportAppId', gateway.supportAppId)
  checkPort('bridgeTencent: rest', rest, ['sendMessage', 'pullMessages'])
  const isMap = typeof customers === 'object'
  if (isMap) checkPort('bridgeTencent: customers', customers, ['customerOf', 'accountOf'])
  if (!isMap && int64('bridgeTencent: customers', customers) === supportAppId) {
    throw new TypeError(
      `bridgeTencent: customers is ${customers}, the app of support; give customers an app of their own.`,
    )
  }
  for (const name of ['toContent', 'toElements', 'notice'] as const) {
    if (options[name] === undefined || typeof options[name] === 'function') continue
    throw new TypeError(`bridgeTencent: ${name} is ${shown(options[name])}; give a function.`)
  }
  return {
    sdkAppId: String(sdkAppId),
    shops: new Shops(options.supportAccounts ?? {}),
    accounts: isMap ? customers : numberedAccounts({ appId: int64('bridgeTencent: customers', customers) }),
    gateway,
    rest,
    toContent: options.toContent ?? contentOfMessage,
    toElements: options.toElements ?? (({ MsgBody }) => MsgBody),
    notice: options.notice ?? noticeOf,
    logger: options.logger ?? console,
    clock: options.clock ?? Date.now,
  }
}
