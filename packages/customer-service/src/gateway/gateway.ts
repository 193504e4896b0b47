import type { AddressInfo } from 'node:net'
import { Connections } from './connections.js'
import { contextOf } from './context-of.js'
import { Gap } from './gap.js'
import { type Listening, listenTcp } from './listen.js'
import { listenWebSocket } from './listen-websocket.js'
import { checkOptions, type GatewayOptions } from './options.js'
import { type PostedMessage, type PostReceipt, post } from './post.js'

/** Serves customers and sellers; see {@link createGateway}. */
export interface Gateway {
  /** The app all sellers are in. */
  readonly supportAppId: bigint
  /**
   * Begins to listen; answers where.
   *
   * @throws Error when a port is taken
   */
  listen(): Promise<GatewayAddresses>
  /**
   * Sends a message for a user that has no connection: from a bridge, a bot, an HTTP handler of your own. It passes the
   * same rules, handlers and queues as any other.
   */
  post(message: PostedMessage): Promise<PostReceipt>
  /** How many connections there are, and how many of them have logged in. */
  stats(): GatewayStats
  /** Takes no more connections, answers the messages that came in, for `timeout` milliseconds (default 10,000), and closes. */
  close(options?: { readonly timeout?: number | undefined }): Promise<void>
}

export interface GatewayAddresses {
  readonly tcp: AddressInfo | undefined
  /** Undefined, too, while a `websocket.server` of yours does not listen yet. */
  readonly websocket: AddressInfo | undefined
}

export interface GatewayStats {
  readonly connections: number
  readonly loggedIn: number
  /** Messages that are being stored. */
  readonly inFlight: number
}

/**
 * A server for customer service: customers and sellers connect by TCP or WebSocket, with the frames of GoBelieve
 * im_service.
 *
 * @throws TypeError, RangeError when an option cannot mean anything
 * @example
 * ```ts
 * import { createGateway, sqliteStore, staticTokens } from '@im-callback/customer-service'
 *
 * const store = await sqliteStore({ file: 'messages.db' })
 * const gateway = createGateway({
 *   supportAppId: 1453,
 *   store,
 *   authenticator: staticTokens({ 'token-of-a-customer': { appId: 7, uid: 101 } }),
 *   tcp: { port: 23000 },
 *   websocket: { port: 13891 },
 * })
 * await gateway.listen()
 * process.once('SIGTERM', async () => {
 *   await gateway.close()
 *   await store.close()
 * })
 * ```
 */
export function createGateway(options: GatewayOptions): Gateway {
  checkOptions(options)
  const { context, mostConnections, timers } = contextOf(options)
  const connections = new Connections(context, { most: mostConnections, timers })
  const acceptance = { accept: connections.accept, most: mostConnections }
  const listening: { tcp?: Listening; websocket?: Listening } = {}
  let isListening = false
  const gap = new Gap(context.services)
  context.services.router.onGap(() => gap.announce(connections))

  return {
    supportAppId: context.services.supportAppId,
    async listen() {
      if (isListening) throw new Error('This gateway listens already; create another one.')
      isListening = true
      const { tcp, websocket } = options
      try {
        if (tcp !== undefined) listening.tcp = await listenTcp(tcp, acceptance)
        if (websocket !== undefined) {
          listening.websocket = await listenWebSocket(websocket, acceptance)
        }
      } catch (error) {
        await listening.tcp?.close()
        throw error
      }
      connections.startSweeping()
      return { tcp: listening.tcp?.address, websocket: listening.websocket?.address }
    },
    post: (message) => post(context.services, message),
    stats: () => connections.stats(),
    async close({ timeout = 10_000 } = {}) {
      const closed = [listening.tcp?.close(), listening.websocket?.close()]
      await connections.close(timeout)
      await Promise.all(closed)
    },
  }
}
