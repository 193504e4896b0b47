import { mkdir } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { CallbackHandler, tencent } from '@im-callback/core'
import { createNodeHandler } from '@im-callback/core/node'
import type { CustomerCommands, Gateway } from '@im-callback/customer-service'
import { bridgeTencent, sqliteAccounts } from '@im-callback/customer-service/tencent'
import { TencentRest } from '@im-callback/rest'
import { SqliteQueue } from '@im-callback/sqlite'
import { moderate } from '../moderation.js'
import { apps } from '../session.js'
import type { TencentSettings } from './settings.js'

export interface TencentParts {
  readonly settings: TencentSettings
  /** The folder of queue and accounts. */
  readonly data: string
  readonly gateway: Gateway
  readonly callbacks: CallbackHandler<CustomerCommands>
}

/** The way to Tencent and back. */
export interface TencentSide {
  /** Takes the callbacks. */
  readonly listener: RequestListener
  /** Ends the way in; what waits stays in its file. */
  endCallbacks(): Promise<void>
  /** To be called when no more answers go out: until then it has to be known whose they are. */
  close(): void
}

/** Where answers wait until Tencent has them. */
export async function answersQueue(data: string): Promise<SqliteQueue> {
  await mkdir(data, { recursive: true })
  // Twenty attempts last seven to fourteen minutes: as long as the service may be away.
  return new SqliteQueue({ file: join(data, 'to-tencent.db'), retry: { attempts: 20 } })
}

/** Accounts that write to the support account become customers of the gateway; answers go back over the REST API. */
export async function connectTencent({ settings, data, ...parts }: TencentParts): Promise<TencentSide> {
  const { sdkAppId, secretKey, token, identifier, region, restUrl, account } = settings
  const rest = new TencentRest({
    sdkAppId,
    secretKey,
    identifier,
    ...(restUrl === undefined ? { region } : { baseUrl: restUrl }),
  })
  const im = new CallbackHandler({
    protocol: tencent({ sdkAppId, token }),
    queue: new SqliteQueue({ file: join(data, 'from-tencent.db') }),
  })
  const accounts = await sqliteAccounts({ appId: apps.tencent, file: join(data, 'accounts.db') })
  im.on('C2C.CallbackBeforeSendMsg', moderate)
  bridgeTencent({
    ...parts,
    sdkAppId,
    supportAccounts: { [account]: { storeId: apps.shop } },
    customers: accounts,
    rest,
    im,
    // Read receipts of the pages are messages, too, and nothing for a customer elsewhere.
    toElements: ({ MsgBody }) => (MsgBody[0]?.MsgType === 'TIMTextElem' ? MsgBody : undefined),
  })
  return {
    listener: createNodeHandler(im),
    endCallbacks: () => im.close(),
    close: () => accounts.close(),
  }
}
