import type { Server } from 'node:http'
import type { CloseOptions } from '../queue/queue.js'
import { longestTimer } from '../time.js'

/**
 * Sets the timeouts of a server behind which a platform keeps its connections open.
 *
 * Node closes an idle connection after 5 seconds, and a request that meets a closing connection is lost: here it is
 * 70 seconds, longer than the platforms'. Headers may take 5 seconds, a whole request 10;
 * that is looked at once a second when this is called before the server listens, every 30 seconds otherwise.
 */
export function setServerTimeouts(server: Server): Server {
  server.keepAliveTimeout = 70_000
  server.headersTimeout = 5000
  server.requestTimeout = 10_000
  // An option of createServer that the server reads when it begins to listen; the types do not list it.
  Object.assign(server, { connectionsCheckingInterval: 1000 })
  return server
}

export interface ShutdownOptions extends CloseOptions {
  /** Default `SIGTERM` and `SIGINT`. */
  readonly signals?: readonly NodeJS.Signals[] | undefined
  /** Milliseconds in which requests are still taken, and connections told to close. Default 300. */
  readonly grace?: number | undefined
}

/**
 * Ends a server so that no callback is lost: for `grace` milliseconds requests are answered with `Connection: close`,
 * then the server closes (after `timeout` with force), then the handler drains its queue. The same signal again is
 * ignored for a second; after that it ends the process at once. A worker has no server: `undefined`.
 *
 * @example
 * ```ts
 * import { createServer } from 'node:http'
 * import { CallbackHandler } from '@im-callback/core'
 * import { createNodeHandler, setServerTimeouts, shutdownOnSignal } from '@im-callback/core/node'
 *
 * const im = new CallbackHandler()
 * const server = setServerTimeouts(createServer(createNodeHandler(im))).listen(3000, '127.0.0.1')
 * shutdownOnSignal(server, im)
 * ```
 */
export function shutdownOnSignal(
  server: Server | undefined,
  im: Closable,
  options: ShutdownOptions = {},
): void {
  const { signals = ['SIGTERM', 'SIGINT'] } = options
  let closingSince: number | undefined
  const close = () => {
    // A terminal, npm and a supervisor may all pass on one and the same signal; one that comes later is meant.
    if (closingSince !== undefined && performance.now() - closingSince > 1000) process.exit(1)
    if (closingSince !== undefined) return
    closingSince = performance.now()
    closeServer(server, im, options)
      .catch((error) => {
        console.error('im-callback: closing failed', error)
        process.exitCode = 1
      })
      .finally(() => {
        for (const signal of signals) process.off(signal, close)
      })
  }
  for (const signal of signals) process.on(signal, close)
}

/** What {@link shutdownOnSignal} does when a signal comes. */
export async function closeServer(
  server: Server | undefined,
  im: Closable,
  options: ShutdownOptions = {},
): Promise<void> {
  if (server !== undefined) await endServer(server, options)
  await im.close(options)
}

async function endServer(server: Server, { grace = 300, timeout = 10_000 }: ShutdownOptions): Promise<void> {
  server.prependListener('request', (_req, res) => res.setHeader('connection', 'close'))
  await new Promise((resolve) => setTimeout(resolve, grace))
  // A response that never ends (a stream of events, say) must not keep the queue from being drained.
  const cut = setTimeout(() => server.closeAllConnections(), Math.min(timeout, longestTimer))
  await new Promise((resolve) => server.close(resolve))
  clearTimeout(cut)
}

interface Closable {
  close(options?: CloseOptions): Promise<void>
}
