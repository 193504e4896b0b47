import { answer, type StoredMessageEvent } from './answer.js'
import { InTurn } from './in-turn.js'
import { type BridgeOptions, type CallbackRoutes, type Settings, settingsOf } from './options.js'
import { relay, type TencentMessageEvent } from './relay.js'

/** Carries messages; see {@link bridgeTencent}. */
export interface TencentBridge {
  /** Tencent to gateway: for a route `C2C.CallbackAfterSendMsg` of your own, which should be async. */
  relay(event: TencentMessageEvent): Promise<void>
  /** Gateway to Tencent: for a route `Customer.AfterSendMessage` of your own, which should be async. */
  answer(event: StoredMessageEvent): Promise<void>
}

/**
 * Connects one-to-one messages of Tencent Cloud Chat with a gateway: what accounts write to a support account, customers
 * write to sellers, and what sellers answer goes back in the name of the support account.
 *
 * Both ways lead through the queue of a handler, so give both handlers a durable one. A message is carried at least once,
 * and a repetition is not stored or sent twice. Call it before the gateway listens and before callbacks are served.
 *
 * @throws TypeError, RangeError when an option cannot mean anything, or a handler has the route already
 * @example
 * ```ts
 * import { CallbackHandler, tencent } from '@im-callback/core'
 * import { createGateway, customer, sqliteStore, staticTokens } from '@im-callback/customer-service'
 * import { bridgeTencent, sqliteAccounts } from '@im-callback/customer-service/tencent'
 * import { TencentRest } from '@im-callback/rest'
 * import { SqliteQueue } from '@im-callback/sqlite'
 *
 * const sdkAppId = 1400000000
 * const im = new CallbackHandler({
 *   protocol: tencent({ sdkAppId, token: process.env.IM_CALLBACK_TOKEN }),
 *   queue: new SqliteQueue({ file: 'from-tencent.db' }),
 * })
 * const callbacks = new CallbackHandler({ protocol: customer(), queue: new SqliteQueue({ file: 'to-tencent.db' }) })
 * const gateway = createGateway({
 *   supportAppId: 1453,
 *   store: await sqliteStore({ file: 'messages.db' }),
 *   authenticator: staticTokens({ 'token-of-a-seller': { appId: 1453, uid: 201 } }),
 *   callbacks,
 *   websocket: { port: 13891 },
 * })
 * bridgeTencent({
 *   sdkAppId,
 *   supportAccounts: { support: { storeId: 5, sellerId: 201 } },
 *   customers: await sqliteAccounts({ appId: 8, file: 'accounts.db' }),
 *   gateway,
 *   rest: new TencentRest({ sdkAppId, secretKey: process.env.IM_SECRET_KEY }),
 *   im,
 *   callbacks,
 * })
 * await gateway.listen()
 * ```
 */
export function bridgeTencent(options: BridgeOptions): TencentBridge {
  const settings: Settings = settingsOf(options)
  const { im, callbacks } = options
  checkRoutes(im, { option: 'im', protocol: 'tencent', command: 'C2C.CallbackAfterSendMsg', method: 'relay' })
  checkRoutes(callbacks, {
    option: 'callbacks',
    protocol: 'customer',
    command: 'Customer.AfterSendMessage',
    method: 'answer',
  })
  // A seller's client sends again after a restart, while the queue has the same answer: two events of one id.
  const answers = new InTurn()
  const bridge: TencentBridge = {
    relay: (event) => relay(settings, event),
    answer: (event) => answers.run(event.id, () => answer(settings, event)),
  }
  im?.on('C2C.CallbackAfterSendMsg', { async: true, handle: bridge.relay })
  callbacks?.on('Customer.AfterSendMessage', { async: true, handle: bridge.answer })
  return bridge
}

interface Wanted<Command> {
  readonly option: keyof BridgeOptions
  readonly protocol: string
  readonly command: Command
  readonly method: keyof TencentBridge
}

/** A route that is there already must not go without a word. */
function checkRoutes<Command extends string>(
  handler: Pick<CallbackRoutes<Record<Command, unknown>, Command>, 'has' | 'protocol'> | undefined,
  { option, protocol, command, method }: Wanted<Command>,
): void {
  if (handler === undefined) return
  if (!Object.hasOwn(handler.protocol?.commands ?? {}, command)) {
    throw new TypeError(`bridgeTencent: ${option} is no CallbackHandler of the protocol ${protocol}().`)
  }
  if (!handler.has(command)) return
  throw new TypeError(
    `bridgeTencent: ${option} has a route for ${command} already. Leave ${option} out, and call bridge.${method}(event) in that route.`,
  )
}
