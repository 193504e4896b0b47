import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CallbackHandler, tencent } from '@im-callback/core'
import { createNodeHandler } from '@im-callback/core/node'
import { main } from '../src/index.js'

export interface Run {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs the command as a shell would, with an environment of its own. */
export async function run(argv: readonly string[], env: Record<string, string> = {}): Promise<Run> {
  const out: string[] = []
  const err: string[] = []
  const stdout = { write: (text: string) => out.push(text) }
  const stderr = { write: (text: string) => err.push(text) }
  const code = await main(argv, { stdout, stderr, env })
  return { code, out: out.join(''), err: err.join('') }
}

const closing: (() => Promise<unknown>)[] = []

/** A server on a port of its own; answers the URL of its callback. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise((resolve) => server.close(resolve).closeAllConnections()))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/im/callback`
}

export async function closeServers(): Promise<void> {
  for (const close of closing.splice(0)) await close()
}

const logger = { warn() {}, error() {} }

/** A server for app 1400000000; `register` gives it handlers. */
export function serveApp(register: (im: CallbackHandler) => unknown, token?: string): Promise<string> {
  const im = new CallbackHandler({ protocol: tencent({ sdkAppId: 1400000000, token: token ?? '' }), logger })
  register(im)
  return serve(createNodeHandler(im, { path: '/im/callback' }))
}
