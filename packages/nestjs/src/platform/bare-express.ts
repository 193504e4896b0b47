import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { HttpServer } from '@nestjs/common'
import { isBare, isListener } from './express-layers.js'

/** Answers a request, or says that it is not its own. */
type Attempt = (req: IncomingMessage, res: ServerResponse) => boolean

const attempts = new WeakMap<Server, Attempt[]>()

/**
 * Answers requests before Express gets them, where nothing in Express would see them but body parsers that are to
 * leave them alone anyway: that costs a third. Answers whether it could be arranged.
 */
export function answerBeforeExpress(adapter: HttpServer, attempt: Attempt): boolean {
  const app: unknown = adapter.getInstance()
  const server: Server = adapter.getHttpServer()
  if (!isListener(app) || !isBare(adapter)) return false
  const known = attempts.get(server)
  const guarded: Attempt = (req, res) => !hasHooks(adapter) && attempt(req, res)
  if (known !== undefined) return known.push(guarded) > 0
  // Something else has put itself before Express, such as a WebSocket server: it stays where it is.
  if (!server.listeners('request').includes(app)) return false
  const all = [guarded]
  attempts.set(server, all)
  server.off('request', app)
  server.on('request', (req, res) => {
    if (!all.some((each) => each(req, res))) app(req, res)
  })
  return true
}

/** Hooks can be set at any time. */
function hasHooks(adapter: HttpServer): boolean {
  return (
    Reflect.get(adapter, 'onRequestHook') !== undefined ||
    Reflect.get(adapter, 'onResponseHook') !== undefined
  )
}
