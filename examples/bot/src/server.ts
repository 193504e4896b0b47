import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Receiver } from '@im-callback/core/node'
import { createNodeHandler, setServerTimeouts } from '@im-callback/core/node'

export interface Address {
  readonly host: string
  /** 0: one that is free. */
  readonly port: number
}

/** Where the callbacks are served. */
const path = '/im/callback'

/** Serves callbacks, and resolves when connections are taken; rejects when the address is not to be had. */
export function serve(im: Receiver, { host, port }: Address): Promise<{ server: Server; url: string }> {
  const server = setServerTimeouts(createServer(createNodeHandler(im, { path })))
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => {
      const { port: taken } = server.address() as AddressInfo
      resolve({ server, url: `http://${host}:${taken}${path}` })
    })
  })
}
