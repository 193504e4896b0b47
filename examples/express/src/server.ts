import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CallbackHandler, HandlerOptions } from '@im-callback/core'
import { setServerTimeouts } from '@im-callback/core/node'
import { createApp, path } from './app.js'

export interface Address {
  readonly host: string
  /** 0: one that is free. */
  readonly port: number
}

export interface Running {
  readonly server: Server
  readonly im: CallbackHandler
  readonly url: string
}

/** Serves the app, and resolves when it takes connections; rejects when the address is not to be had. */
export function startServer(address: Address, archive: string, options?: HandlerOptions): Promise<Running> {
  const { app, im } = createApp(archive, options)
  return new Promise((resolve, reject) => {
    const server = app.listen(address.port, address.host, (error) => {
      if (error !== undefined) return reject(error)
      const { port } = server.address() as AddressInfo
      const host = address.host === '0.0.0.0' ? '127.0.0.1' : address.host
      resolve({ server, im, url: `http://${host}:${port}${path}` })
    })
    setServerTimeouts(server)
  })
}
