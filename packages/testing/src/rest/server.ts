import { createServer } from 'node:http'
import { setServerTimeouts } from '@im-callback/core/node'
import type { Call } from './endpoint.js'
import { Faults, type RestFault } from './faults.js'
import type { RestEndpoint } from './generated/endpoints.js'
import { createListener } from './listener.js'
import { type RestServerOptions, settingsOf } from './options.js'
import { RequestLog, type RestRequest } from './request-log.js'
import type { StoredMessage } from './state/message.js'
import { say, type UserMessage } from './user-message.js'
import { newWorld } from './world.js'

/** A mock of Tencent's REST API; see {@link createRestServer}. */
export interface RestServer {
  /** Where it listens, such as `http://127.0.0.1:40001`: the `baseUrl` of a client. */
  readonly url: string
  /** The latest requests, oldest first; how many is an option. */
  readonly requests: readonly RestRequest[]
  /** All requests since the start. */
  readonly requestCount: number
  /** Resolves once that many requests have come in since the start, and what they set off (a delay) has begun. */
  arrived(count: number): Promise<void>
  /**
   * Lets the next requests fail. Failures wait in the order of their orders; a request meets the first that is for it.
   *
   * @param times Requests it happens to. Default 1; `Infinity`: all, until `heal`.
   * @throws TypeError when there is nothing that could happen
   */
  fail(fault: RestFault, times?: number): void
  /** Forgets the failures that have not happened yet. */
  heal(): void
  /** Sets what an endpoint answers beside `ActionStatus: 'OK'`, in place of what the mock does. Checks stay. */
  respond(endpoint: RestEndpoint, answer: object | ((call: Call) => object)): void
  /** A user's message to another, as from an app: stored on both sides, unread by the receiver. No callback is sent. */
  say(message: UserMessage): Readonly<StoredMessage>
  /** One side's view of a conversation, oldest first. */
  history(account: string, peer: string): readonly Readonly<StoredMessage>[]
  /** Messages from a peer that an account has not read. */
  unread(account: string, peer: string): number
  /** Ends it, open connections and delayed answers included. */
  close(): Promise<void>
}

/**
 * Starts a mock of Tencent's REST API on a free port of 127.0.0.1, over plain HTTP. It checks the UserSig, the query and
 * the body of every request against the catalogue and answers with the service's error codes; it keeps accounts and
 * one-to-one messages with history, unread counts, recalls and duplicates. Endpoints that would have to remember more
 * answer a well-formed success.
 *
 * @throws TypeError when an option is unknown or cannot mean anything
 * @example
 * ```ts
 * import { createRestServer } from '@im-callback/testing/rest'
 *
 * const server = await createRestServer({ sdkAppId: 1400000000, secretKey: 'a-key-for-tests' })
 * server.fail({ endpoint: 'openim/sendmsg', code: 60008 })
 * console.log(server.url)
 * await server.close()
 * ```
 */
export async function createRestServer(options: RestServerOptions): Promise<RestServer> {
  const settings = settingsOf(options)
  const world = newWorld(settings)
  const faults = new Faults()
  const log = new RequestLog(settings.keepRequests)
  const answers = new Map<string, (call: Call) => object>()
  const { listener, cancel } = createListener({ settings, world, faults, log, answers })
  const server = setServerTimeouts(createServer(listener))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    get requests() {
      return log.entries
    },
    get requestCount() {
      return log.count
    },
    arrived: (count) => log.arrived(count),
    fail: (fault, times = 1) => faults.add(fault, times),
    heal: () => faults.clear(),
    respond: (endpoint, answer) => {
      answers.set(endpoint, typeof answer === 'function' ? (call) => answer(call) : () => answer)
    },
    say: (message) => say(message, Math.floor(settings.clock() / 1000), world),
    history: (account, peer) => [...world.conversations.view(account, peer).messages],
    unread: (account, peer) => world.conversations.view(account, peer).unread,
    close: () =>
      new Promise((resolve) => {
        cancel()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
