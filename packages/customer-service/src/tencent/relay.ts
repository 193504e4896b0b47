import type { C2CAfterSendMsgRequest, EventOf, TencentCommands } from '@im-callback/core'
import type { Settings } from './options.js'
import { notStored, post } from './post.js'

/** A message that was sent at Tencent. */
export type TencentMessageEvent = Pick<
  EventOf<TencentCommands, 'C2C.CallbackAfterSendMsg'>,
  'id' | 'params' | 'body'
>

/** Tencent to gateway: a customer's message to a support account. Everything else is somebody else's. */
export async function relay(settings: Settings, { id, params, body }: TencentMessageEvent): Promise<void> {
  const { sdkAppId, shops, accounts, toContent, gateway, logger } = settings
  const shop = shops.of(body.To_Account)
  if (shop === undefined || params.SdkAppid !== sdkAppId) return
  if (shops.of(body.From_Account) !== undefined || isOfBackend(params) || !isDelivered(body)) return
  if (typeof body.From_Account !== 'string' || !Array.isArray(body.MsgBody)) {
    throw new TypeError('C2C.CallbackAfterSendMsg has no From_Account or no MsgBody.')
  }
  const from = await accounts.customerOf(body.From_Account)
  const content = from === undefined ? undefined : toContent(body)
  if (from === undefined || content === undefined) return
  if (BigInt(from.appId) === gateway.supportAppId) {
    throw new TypeError(
      'A customer is in the app of support, and would pass for a seller: give customers another app.',
    )
  }
  const unpersistent = body.OnlineOnlyFlag === 1
  const to = { appId: gateway.supportAppId, uid: shop.sellerId }
  const status = await post(settings, { id, from, to, storeId: shop.storeId, content, unpersistent })
  // What is for those who are there ends where nobody is.
  if (status === 'ok' || (unpersistent && status === 'no_seller')) return
  if (status !== 'rejected') throw notStored(status)
  logger.warn('im-callback: a handler of the gateway refused a message from Tencent', { id })
}

/** A backend speaks over the REST API, and this one among others: a customer does not. */
const isOfBackend = ({ OptPlatform }: TencentMessageEvent['params']) =>
  OptPlatform?.toUpperCase() === 'RESTAPI'

/** The event comes for failed deliveries, too: the customer was told. */
const isDelivered = ({ SendMsgResult }: C2CAfterSendMsgRequest) => (SendMsgResult ?? 0) === 0
