import { Agent, createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CallbackHandler } from '@im-callback/core'
import { createNodeHandler } from '@im-callback/core/node'
import { imCallback } from '@im-callback/express'
import type { OpenImRequest } from '@im-callback/testing'
import express from 'express'
import type { OpenImCommands } from '../../src/index.js'

type Handler = CallbackHandler<OpenImCommands>

/** Servers that take everything below `/openim`. */
export const servers: Readonly<Record<string, (im: Handler) => Server>> = {
  'Express 5': (im) => createServer(express().use('/openim', imCallback(im))),
  'Express 5 behind express.json()': (im) =>
    createServer(express().use(express.json()).use('/openim', imCallback(im))),
  'node:http': (im) => createServer(createNodeHandler(im, { path: '/openim/*' })),
}

/** A server that listens, and how to send it what OpenIM sends, byte for byte. */
export interface Running {
  send(sent: Pick<OpenImRequest, 'url' | 'headers' | 'body'>): Promise<{ status: number; body: string }>
  close(): Promise<void>
}

export async function listen(server: Server): Promise<Running> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const agent = new Agent({ keepAlive: true })
  return {
    send: ({ url: path, headers, body }) =>
      new Promise((resolve, reject) => {
        // A client that normalised the path would hide what double slashes do.
        const sending = request(
          { host: '127.0.0.1', port, path, method: 'POST', headers, agent },
          (answer) => {
            const chunks: Buffer[] = []
            answer.on('data', (chunk: Buffer) => chunks.push(chunk))
            answer.on('error', reject)
            answer.on('end', () =>
              resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
            )
          },
        )
        sending.on('error', reject)
        sending.end(body)
      }),
    close: () => {
      agent.destroy()
      return new Promise((resolve) => server.close(() => resolve()).closeAllConnections())
    },
  }
}
