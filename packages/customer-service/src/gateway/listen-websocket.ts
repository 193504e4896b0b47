import { createServer, type IncomingMessage, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { longestMessage } from '../wire/frame-reader.js'
import { clientAddress } from './client-address.js'
import {
  type Acceptance,
  addressOf,
  defaultPorts,
  handshakeTimeout,
  type Listening,
  listen,
} from './listen.js'
import type { WebSocketOptions } from './options.js'
import type { Accept } from './transport.js'
import { serveWebSocket } from './websocket-transport.js'

/** A piece of a message, however small, keeps all that was read together with it: up to 64 KiB. */
const pieces = { maxFragments: 32, maxBufferedChunks: 1024 }

type OnUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/** Serves WebSockets on a port of their own, or beside what a server of the caller's does. */
export async function listenWebSocket(
  options: WebSocketOptions,
  { accept, most }: Acceptance,
): Promise<Listening> {
  const { port, host, tls, server } = options
  if (server !== undefined) return share(server, options, accept)
  // A request is one upgrade: it is here at once, or never.
  const timeouts = { requestTimeout: 10_000, headersTimeout: 5000, connectionsCheckingInterval: 1000 }
  const own =
    tls === undefined ? createServer(timeouts) : createHttpsServer({ handshakeTimeout, ...timeouts, ...tls })
  own.maxConnections = most
  own.on('request', (_request, response) => {
    response.writeHead(426, { upgrade: 'websocket', connection: 'close' }).end()
  })
  own.on(
    'upgrade',
    upgrade(options, accept, () => true),
  )
  const { address, close } = await listen(own, port ?? defaultPorts.websocket, host)
  return {
    address,
    close() {
      const closed = close()
      // Requests that are not complete would hold it up; those that are WebSockets by now are not among them.
      own.closeAllConnections()
      return closed
    },
  }
}

function share(server: Server, options: WebSocketOptions, accept: Accept): Listening {
  const onUpgrade = upgrade(options, accept, () => server.listenerCount('upgrade') === 1)
  server.on('upgrade', onUpgrade)
  return {
    address: addressOf(server),
    close: async () => void server.off('upgrade', onUpgrade),
  }
}

/** Takes what comes for our path; turns the rest away, unless someone else may be waiting for it. */
function upgrade(
  { path = '/ws', trustedProxies }: WebSocketOptions,
  accept: Accept,
  isForUsAlone: () => boolean,
): OnUpgrade {
  const addressOfClient = clientAddress(trustedProxies)
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    autoPong: false,
    maxPayload: longestMessage,
    ...pieces,
  })
  return (request, socket, head) => {
    const isOurs = request.url?.split('?', 1)[0] === path
    if (!isOurs && !isForUsAlone()) return
    socket.on('error', () => undefined)
    if (!isOurs) return turnAway(socket)
    sockets.handleUpgrade(request, socket, head, (webSocket) =>
      serveWebSocket(webSocket, addressOfClient(request), accept),
    )
  }
}

/** Closed from here: the other end may never do so. */
function turnAway(socket: Duplex): void {
  socket.once('finish', () => socket.destroy())
  socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
}
