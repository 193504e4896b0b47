import type { C2CAfterSendMsgRequest, EventOf, TencentCommands } from '@im-callback/core'
import type { Settings } from './options.js'
import { post } from './post.js'

/** A message that was sent at Tencent. */
export type TencentMessageEvent = Pick<
  EventOf<TencentCommands, 'C2C.CallbackAfterSendMsg'>,
  'id' | 'params' | 'body'
>

/** Tencent to gateway: a customer's message to a support account. Everything else is somebody else's. */
export async function relay(settings: Settings, { id, params, body }: TencentMessageEvent): Promise<void> {
  const { sdkAppId, shops, accounts, toContent, gateway } = settings
  const shop = shops.of(body.To_Account)
  if (shop === undefined || params.SdkAppid !== sdkAppId) return
  if (shops.of(body.From_Account) !== undefined || isOfBackend(params) || !isDelivered(body)) return
  if (typeof body.From_Account !== 'string' || !Array.isArray(body.MsgBody)) {
    throw new TypeError('C2C.CallbackAfterSendMsg has no From_Account or no MsgBody.')
  }
  const from = await accounts.customerOf(body.From_Account)
  const content = from === undefined ? undefined : toContent(body)
  if (from === undefined || content === undefined) return
  await post(settings, {
    id,
    from,
    to: { appId: gateway.supportAppId, uid: shop.sellerId },
    storeId: shop.storeId,
    content,
    unpersistent: body.OnlineOnlyFlag === 1,
  })
}

/** A backend speaks over the REST API, and this one among others: a customer does not. */
const isOfBackend = ({ OptPlatform }: TencentMessageEvent['params']) =>
  OptPlatform?.toUpperCase() === 'RESTAPI'

/** The event comes for failed deliveries, too: the customer was told. */
const isDelivered = ({ SendMsgResult }: C2CAfterSendMsgRequest) => (SendMsgResult ?? 0) === 0
