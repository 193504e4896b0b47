import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CallbackHandler } from '@im-callback/core'
import { createGateway, customer, tokensBy } from '@im-callback/customer-service'
import { moderate } from './moderation.js'
import { sellerByNumber } from './sellers.js'
import { apps } from './session.js'
import type { Storage } from './storage.js'
import { answersQueue, connectTencent } from './tencent/connect.js'
import type { TencentSettings } from './tencent/settings.js'
import type { Tokens } from './tokens.js'
import type { Assets } from './web/assets.js'
import { createWebServer } from './web/server.js'

export interface NodeOptions {
  readonly host: string
  /** Of the pages and of their WebSocket; 0 takes a free one. */
  readonly port: number
  /** For browsers, when a proxy stands before the gateway. */
  readonly gatewayUrl?: string | undefined
  readonly sellers: readonly bigint[]
  readonly tokens: Tokens
  readonly storage: Storage
  readonly assets: Assets
  /** The folder of what is kept for Tencent. */
  readonly data: string
  /** Undefined: nothing is connected. */
  readonly tencent: TencentSettings | undefined
}

/** A gateway and its pages, in one process. */
export interface Node {
  readonly server: Server
  /** Of the customer window. */
  readonly url: string
  /** Answers the messages that came in, and ends the connections of the gateway. */
  endTalks(): Promise<void>
  /** Ends the gateway, then what is below it. The server is the caller's to close, before. */
  close(): Promise<void>
}

export async function startNode(options: NodeOptions): Promise<Node> {
  const { host, tokens, storage, sellers, assets, gatewayUrl, data, tencent } = options
  const queue = tencent === undefined ? undefined : await answersQueue(data)
  const callbacks = new CallbackHandler({ protocol: customer(), queue })
  callbacks.on('Customer.BeforeSendMessage', moderate)

  let tencentListener: RequestListener | undefined
  const pages = { tokens, sellers, store: storage.store, assets, gatewayUrl }
  const server = createWebServer({ ...pages, callbacks: () => tencentListener })
  const gateway = createGateway({
    supportAppId: apps.support,
    authenticator: tokensBy(({ token }) => tokens.verify(token)),
    // A customer writes to the shop; who answers is decided here.
    assignment: sellerByNumber(sellers),
    store: storage.store,
    router: storage.router,
    callbacks,
    // One port for all of it: pages, sessions, and the WebSocket at /ws.
    websocket: { server },
    limits: { messagesPerSecond: 20 },
  })
  // Before anything is taken that the bridge has to see.
  const bridged = tencent && (await connectTencent({ settings: tencent, data, gateway, callbacks }))
  tencentListener = bridged?.listener
  await gateway.listen()
  const endTalks = async () => {
    await bridged?.endCallbacks()
    await gateway.close()
  }
  const close = async () => {
    await endTalks()
    await callbacks.close()
    bridged?.close()
    await storage.close()
  }
  try {
    const port = await listen(server, options.port, host)
    const shownHost = host === '0.0.0.0' ? '127.0.0.1' : host
    return { server, url: `http://${shownHost}:${port}/`, endTalks, close }
  } catch (error) {
    await close()
    throw error
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}
