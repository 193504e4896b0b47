import type { AddressInfo, Server } from 'node:net'
import { createServer as createTcpServer } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import type { TcpOptions } from './options.js'
import { serveSocket } from './tcp-transport.js'
import type { Accept } from './transport.js'

/** Ports the original server uses. */
export const defaultPorts = { tcp: 23_000, websocket: 13_891 }

/** Milliseconds a TLS handshake may take. */
export const handshakeTimeout = 10_000

/** Something that listens. */
export interface Listening {
  /** Undefined while a server of the caller's does not listen yet. */
  readonly address: AddressInfo | undefined
  close(): Promise<void>
}

/** Who takes new connections, and how many of them one server may hold, those included that are not through yet. */
export interface Acceptance {
  readonly accept: Accept
  readonly most: number
}

export function listenTcp({ port, host, tls }: TcpOptions, { accept, most }: Acceptance): Promise<Listening> {
  // Frames are small, and every one of them is waited for.
  const options = { noDelay: true, keepAlive: true }
  const server =
    tls === undefined
      ? createTcpServer(options, (socket) => serveSocket(socket, accept))
      : createTlsServer({ handshakeTimeout, ...options, ...tls }, (socket) => serveSocket(socket, accept))
  server.maxConnections = most
  return listen(server, port ?? defaultPorts.tcp, host)
}

export async function listen(server: Server, port: number, host: string | undefined): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  // Too many open files, for one: the next connection may fit again.
  server.on('error', () => undefined)
  return {
    address: addressOf(server),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Where a server listens; undefined when it does not, or on no port. */
export function addressOf(server: Server): AddressInfo | undefined {
  const address = server.address()
  return address === null || typeof address === 'string' ? undefined : address
}
