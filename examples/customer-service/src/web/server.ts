import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import { setServerTimeouts } from '@im-callback/core/node'
import { openSession, readSessionRequest, type SessionParts } from '../session.js'
import type { Assets } from './assets.js'
import { gatewayUrlFor, securityHeaders } from './headers.js'

export interface WebParts extends SessionParts {
  readonly assets: Assets
  /** For browsers, when a proxy stands before the gateway: `wss://chat.example.com/ws`. */
  readonly gatewayUrl: string | undefined
  /** What takes the callbacks of Tencent, once it is connected. */
  readonly callbacks?: (() => RequestListener | undefined) | undefined
}

const longestRequest = 4096
const callbackPath = '/im/callback'
const pages: Readonly<Record<string, string>> = { '/': '/customer.html', '/support': '/support.html' }

/** Serves the pages, and tells them who they are: `POST /session`. */
export function createWebServer(parts: WebParts): Server {
  return setServerTimeouts(
    createServer((request, response) => {
      answer(parts, request, response).catch((error) => {
        // Who hangs up in the middle of a request is no news.
        if (request.errored === null) console.error('A request failed:', error)
        if (!response.headersSent) response.writeHead(500)
        response.end()
      })
    }),
  )
}

async function answer(parts: WebParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = '/'] = (request.url ?? '/').split('?', 1)
  const callbacks = path === callbackPath ? parts.callbacks?.() : undefined
  if (callbacks !== undefined) return callbacks(request, response)
  const gatewayUrl = parts.gatewayUrl ?? gatewayUrlFor(request.headers.host)
  if (gatewayUrl === undefined) return end(response, 400)
  for (const [name, value] of Object.entries(securityHeaders(parts.assets.importMapHash, gatewayUrl))) {
    response.setHeader(name, value)
  }
  if (path === '/session') return await session(parts, request, response, gatewayUrl)
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405)
  const asset = parts.assets.files.get(pages[path] ?? path)
  if (asset === undefined) return end(response, 404)
  response.setHeader('cache-control', 'no-cache').setHeader('etag', asset.etag)
  if (request.headers['if-none-match'] === asset.etag) return end(response, 304)
  response.writeHead(200, { 'content-type': asset.type, 'content-length': asset.body.length })
  response.end(request.method === 'HEAD' ? undefined : asset.body)
}

async function session(
  parts: WebParts,
  request: IncomingMessage,
  response: ServerResponse,
  gatewayUrl: string,
): Promise<void> {
  if (request.method !== 'POST') return end(response, 405)
  // Pages of other sites cannot send this type without being asked first.
  if (request.headers['content-type'] !== 'application/json') return end(response, 415)
  const text = await bodyOf(request)
  if (text === undefined) return end(response.setHeader('connection', 'close'), 413)
  const asked = readSessionRequest(text)
  if (asked === undefined) return end(response, 400)
  const opened = await openSession(parts, asked)
  if (opened === undefined) return end(response, 403)
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify({ ...opened, gatewayUrl }))
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  // Left open when it is too long: the answer still has to get out.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length
    if (length > longestRequest) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end()
}
