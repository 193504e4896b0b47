import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { CallbackHandler } from '@im-callback/core'
import { setServerTimeouts } from '@im-callback/core/node'
import { imCallback } from '@im-callback/express'
import express from 'express'

export const path = '/im/callback'

/** Serves the callbacks; resolves when it takes connections. */
export async function startServer(im: CallbackHandler, port: number): Promise<Server> {
  const app = express().disable('x-powered-by')
  app.post(path, imCallback(im))
  const server = setServerTimeouts(createServer(app)).listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}
