import { createServer, type RequestListener } from 'node:http'
import type { Receiver } from '@im-callback/core/node'

/** A server that takes requests on 127.0.0.1. */
export interface RunningServer {
  readonly port: number
  /** Ends it, open connections included. */
  close(): Promise<void>
}

/** Starts a server that hands every request to the adapter under test. */
export type StartServer = (im: Receiver) => Promise<RunningServer>

/**
 * Starts a `node:http` server on a free port of 127.0.0.1.
 *
 * @example
 * ```ts
 * import { imCallback } from '@im-callback/express'
 * import { listen } from '@im-callback/testing/conformance'
 * import express from 'express'
 *
 * const server = await listen(express().use(imCallback()))
 * console.log(server.port)
 * await server.close()
 * ```
 */
export function listen(listener: RequestListener): Promise<RunningServer> {
  const server = createServer(listener)
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (typeof address === 'object' && address !== null) resolve({ port: address.port, close })
    })
  })
}
