import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type C2CAfterSendMsgRequest, CallbackHandler, type MsgElement, tencent } from '@im-callback/core'
import { closeServer, createNodeHandler } from '@im-callback/core/node'
import { TencentRest } from '@im-callback/rest'
import { SqliteQueue } from '@im-callback/sqlite'
import { createSimulator, textMessage } from '@im-callback/testing'
import { createRestServer, type RestServerOptions } from '@im-callback/testing/rest'
import {
  createGateway,
  customer,
  type Gateway,
  type GatewayOptions,
  type MessageStore,
  type PostedMessage,
  sqliteStore,
  staticTokens,
} from '../../src/index.js'
import { type BridgeOptions, bridgeTencent, sqliteAccounts } from '../../src/tencent.js'
import { contentOf } from './bodies.js'
import { quiet } from './gateway.js'
import { until } from './until.js'

export const sdkAppId = 1400000000
export const secretKey = 'a-key-for-tests'
export const token = 'a-token-for-tests'
export const support = { appId: 1453n, uid: 201n }
/** The first account that writes. */
export const alice = { appId: 8n, uid: 1n }

const wide = { count: 1000, bytes: 1 << 24 }
const retry = { attempts: 3, minDelay: 0, maxDelay: 0 }

/** What is in a queue, parsed where it is JSON. */
export async function contents(store: MessageStore, user: { appId: bigint; uid: bigint }) {
  const { messages } = await store.page(user, 0n, wide)
  return messages.map(({ body }) => JSON.parse(contentOf(Buffer.from(body))) as Record<string, unknown>)
}

export interface BridgeBenchOptions {
  readonly bridge?: Partial<BridgeOptions> | undefined
  readonly gateway?: Partial<GatewayOptions> | undefined
  readonly platform?: Partial<RestServerOptions> | undefined
}

/** Mock of the REST API, callbacks over HTTP, both handlers with durable queues, gateway with its messages in a file. */
export class BridgeBench {
  readonly #parts: Awaited<ReturnType<typeof open>>

  private constructor(parts: Awaited<ReturnType<typeof open>>) {
    this.#parts = parts
  }

  static async start(options: BridgeBenchOptions = {}): Promise<BridgeBench> {
    return new BridgeBench(await open(options))
  }

  get platform() {
    return this.#parts.platform
  }

  get store() {
    return this.#parts.store
  }

  /** The handler of the gateway's callbacks. */
  get callbacks() {
    return this.#parts.callbacks
  }

  get queues() {
    return this.#parts.queues
  }

  /** A callback as the platform sends it; answers its status. */
  async callback(
    overrides: Partial<C2CAfterSendMsgRequest> = {},
    { optPlatform = 'iOS' }: { optPlatform?: string } = {},
  ): Promise<number> {
    const simulator = createSimulator({
      url: this.#parts.url,
      sdkAppId,
      token,
      fetch: (request) =>
        fetch(new Request(request.url.replace('OptPlatform=iOS', `OptPlatform=${optPlatform}`), request)),
    })
    const { status } = await simulator.send('C2C.CallbackAfterSendMsg', {
      From_Account: 'alice',
      To_Account: 'support',
      SendMsgResult: 0,
      OnlineOnlyFlag: 0,
      MsgBody: [textMessage('hello')],
      CloudCustomData: '',
      ...overrides,
    })
    return status
  }

  /** Alice writes, and the message has gone as far as it goes. */
  async say(key: string, MsgBody: MsgElement[] = [textMessage('hello')]): Promise<void> {
    await this.callback({ MsgKey: key, MsgBody })
    await this.idle()
  }

  /** A seller answers, and the message has gone as far as it goes. */
  async answer(
    content: string | Record<string, unknown>,
    message: Partial<PostedMessage> = {},
    gateway = this.#parts.gateway,
  ): Promise<void> {
    const text = JSON.stringify(typeof content === 'string' ? { text: content } : content)
    await gateway.post({ from: support, to: alice, storeId: 5, content: text, ...message })
    await this.idle()
  }

  /** Another gateway on the same messages, as after a restart: it remembers nothing. */
  restarted(): Gateway {
    return createGateway(this.#parts.gatewayOptions)
  }

  /** Resolves when neither queue has anything left to do. */
  idle(): Promise<void> {
    return until(async () => {
      const stats = [await this.queues.incoming.stats(), await this.queues.outgoing.stats()]
      return stats.every(({ waiting, active, delayed }) => waiting + active + delayed === 0)
    })
  }

  /** What alice has of her conversation with an account. */
  seenByAlice(account = 'support') {
    return this.platform
      .history('alice', account)
      .map(({ From_Account, MsgBody: [first] }) => [From_Account, first?.MsgContent])
  }

  /** Requests that send a message. */
  sent() {
    return this.platform.requests.filter(({ endpoint }) => endpoint === 'openim/sendmsg')
  }

  close(): Promise<void> {
    return this.#parts.close()
  }
}

async function open(options: BridgeBenchOptions) {
  const folder = mkdtempSync(join(tmpdir(), 'im-callback-bridge-'))
  const file = (name: string) => join(folder, `${name}.db`)
  const platform = await createRestServer({ sdkAppId, secretKey, ...options.platform })
  const queueAt = (name: string) =>
    new SqliteQueue({ file: file(name), durability: 'normal', pollInterval: 5, retry })
  const queues = { incoming: queueAt('incoming'), outgoing: queueAt('outgoing') }
  const im = new CallbackHandler({
    protocol: tencent({ sdkAppId, token }),
    queue: queues.incoming,
    logger: quiet,
  })
  const callbacks = new CallbackHandler({ protocol: customer(), queue: queues.outgoing, logger: quiet })
  const store = await sqliteStore({ file: file('messages'), durability: 'normal' })
  const gatewayOptions: GatewayOptions = {
    supportAppId: 1453,
    authenticator: staticTokens({}),
    store,
    callbacks,
    logger: quiet,
    websocket: { port: 0, host: '127.0.0.1' },
    ...options.gateway,
  }
  const gateway = createGateway(gatewayOptions)
  const accounts = await sqliteAccounts({ appId: 8, file: file('accounts') })
  bridgeTencent({
    sdkAppId,
    supportAccounts: { support: { storeId: 5, sellerId: 201 } },
    customers: accounts,
    gateway,
    rest: new TencentRest({ sdkAppId, secretKey, baseUrl: platform.url, retry: false }),
    im,
    callbacks,
    logger: quiet,
    ...options.bridge,
  })
  const server = createServer(createNodeHandler(im, { path: '/im/callback' }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = async () => {
    await closeServer(server, im, { grace: 0 })
    await gateway.close()
    await callbacks.close()
    await store.close()
    accounts.close()
    await platform.close()
    rmSync(folder, { recursive: true })
  }
  return {
    platform,
    store,
    queues,
    callbacks,
    gateway,
    gatewayOptions,
    url: `http://127.0.0.1:${port}/im/callback`,
    close,
  }
}
