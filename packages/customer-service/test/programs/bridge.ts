// A gateway with a bridge in a process of its own: `fork(..., [folder, address of the REST API, 'hang' or nothing])`. With
// `hang` it stops where a customer's message is stored and its event is not done with yet. It says where it takes callbacks (a
// number), and what became of every message: those from Tencent, and what a seller answers when it is told to (a text).
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { CallbackHandler, tencent } from '@im-callback/core'
import { createNodeHandler } from '@im-callback/core/node'
import {
  createGateway,
  customer,
  type Gateway,
  sqliteStore,
  staticTokens,
} from '@im-callback/customer-service'
import { bridgeTencent, sqliteAccounts } from '@im-callback/customer-service/tencent'
import { TencentRest } from '@im-callback/rest'
import { SqliteQueue } from '@im-callback/sqlite'

const [folder = '', baseUrl = '', hang] = process.argv.slice(2)
const file = (name: string) => join(folder, `${name}.db`)
const logger = { warn: () => undefined, error: () => undefined }

async function main() {
  const sdkAppId = 1400000000
  const queue = (name: string) => new SqliteQueue({ file: file(name), pollInterval: 5 })
  const protocol = tencent({ sdkAppId, token: 'a-token-for-tests' })
  const im = new CallbackHandler({ protocol, queue: queue('incoming'), logger })
  const callbacks = new CallbackHandler({ protocol: customer(), queue: queue('outgoing'), logger })
  const gateway = createGateway({
    supportAppId: 1453,
    authenticator: staticTokens({}),
    store: await sqliteStore({ file: file('messages') }),
    callbacks,
    websocket: { port: 0, host: '127.0.0.1' },
  })
  bridgeTencent({
    sdkAppId,
    supportAccounts: { support: { storeId: 5, sellerId: 201 } },
    customers: await sqliteAccounts({ appId: 8, file: file('accounts') }),
    gateway: told(gateway),
    rest: new TencentRest({ sdkAppId, secretKey: 'a-key-for-tests', baseUrl, retry: false }),
    im,
    callbacks,
    logger,
  })
  const server = createServer(createNodeHandler(im, { path: '/im/callback' }))
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
  process.on('message', async (content: string) => {
    const [from, to] = [
      { appId: 1453, uid: 201 },
      { appId: 8, uid: 1 },
    ]
    const { status } = await gateway.post({ from, to, storeId: 5, content, key: content })
    process.send?.(status)
  })
}

/** Tells when a message from Tencent is stored. */
function told({ supportAppId, post }: Gateway): Pick<Gateway, 'supportAppId' | 'post'> {
  return {
    supportAppId,
    post: async (message) => {
      const { status, msgid } = await post(message)
      process.send?.(status)
      return hang === 'hang' ? new Promise(() => undefined) : { status, msgid }
    },
  }
}

void main()
