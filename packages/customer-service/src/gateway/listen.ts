import { createServer as createHttpServer, type Server as HttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { WebSocketServer } from 'ws'
import { longestMessage } from '../wire/frame-reader.js'
import type { TcpOptions, WebSocketOptions } from './options.js'
import { serveSocket } from './tcp-transport.js'
import type { Accept } from './transport.js'
import { serveWebSocket } from './websocket-transport.js'

/** Ports the original server uses. */
const defaultPorts = { tcp: 23_000, websocket: 13_891 }

/** Something that listens. */
export interface Listening {
  readonly address: AddressInfo
  close(): Promise<void>
}

export function listenTcp({ port, host, tls }: TcpOptions, accept: Accept): Promise<Listening> {
  // Frames are small, and every one of them is waited for.
  const options = { noDelay: true, keepAlive: true }
  const server =
    tls === undefined
      ? createTcpServer(options, (socket) => serveSocket(socket, accept))
      : createTlsServer({ ...options, ...tls }, (socket) => serveSocket(socket, accept))
  return listen(server, port ?? defaultPorts.tcp, host)
}

export function listenWebSocket(
  { port, host, path = '/ws', tls }: WebSocketOptions,
  accept: Accept,
): Promise<Listening> {
  const server: HttpServer = tls === undefined ? createHttpServer() : createHttpsServer(tls)
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    autoPong: false,
    maxPayload: longestMessage,
  })
  server.on('request', (_request, response) => {
    response.writeHead(426, { upgrade: 'websocket', connection: 'close' }).end()
  })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => undefined)
    if (pathOf(request.url) !== path) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) =>
      serveWebSocket(webSocket, request.socket.remoteAddress, accept),
    )
  })
  server.requestTimeout = 10_000
  server.headersTimeout = 5000
  return listen(server, port ?? defaultPorts.websocket, host)
}

const pathOf = (url = '') => url.split('?', 1)[0]

async function listen(server: Server, port: number, host: string | undefined): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  // Too many open files, for one: the next connection may fit again.
  server.on('error', () => undefined)
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    address,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
