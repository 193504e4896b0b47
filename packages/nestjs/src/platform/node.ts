import type { IncomingHttpHeaders, Server, ServerResponse } from 'node:http'
import type { Receiver } from '@im-callback/core'
import { type NodeRequest, nodeBody, pathOf, writeReply } from '@im-callback/core/node'
import type { HttpServer, MiddlewareConsumer } from '@nestjs/common'
import { isServed, type ServedPath } from '../served-path.js'
import { answerBeforeExpress } from './bare-express.js'

/** Headers that were put aside, and for whom. */
const aside = Symbol('im-callback: headers put aside')

type Request = NodeRequest & {
  originalUrl?: string
  baseUrl?: string
  [aside]?: { readonly served: readonly ServedPath[]; readonly headers: IncomingHttpHeaders }
}
type Next = (error?: unknown) => void

export interface NodePlatform {
  readonly adapter: HttpServer
  readonly consumer: MiddlewareConsumer
  /** No other module has middleware. */
  readonly isAlone: boolean
}

/**
 * Serves callbacks on Express, and on other platforms that work with Node's own request: as middleware behind that of
 * global modules and of the root module, and before all controllers.
 *
 * Body parsers come earlier and have limits of their own. They are not to know that these requests have bodies: when
 * one comes in, before Express gets it, the headers that say so are put aside.
 */
export function serveOnNode(
  { adapter, consumer, isAlone }: NodePlatform,
  im: Receiver,
  served: readonly ServedPath[],
): void {
  const isOurs = (url = '/') => isServed(served, pathOf(url))
  const answer = (req: Request, res: ServerResponse) => {
    const { method = '', originalUrl, url = '/', headers } = req
    const request = { method, url: originalUrl ?? url, headers, body: nodeBody(req) }
    return im.receive(request).then((reply) => writeReply(req, res, reply))
  }
  const answerOurs = (req: Request, res: ServerResponse) => {
    const isAnswered = isOurs(req.url)
    if (isAnswered) answer(req, res).catch(() => res.destroy())
    return isAnswered
  }
  if (!isAlone || !answerBeforeExpress(adapter, answerOurs)) {
    const server: Server = adapter.getHttpServer()
    server.prependListener('request', (req: Request) => {
      if (isOurs(req.url)) req[aside] = { served, headers: takeFraming(req.headers) }
    })
  }
  consumer
    .apply((req: Request, res: ServerResponse, next: Next) => {
      const taken = req[aside]
      // Without a server of Nest's own, as in a cloud function, nothing has been put aside.
      const isOwn =
        taken === undefined ? isOurs(`${req.baseUrl ?? ''}${req.url ?? '/'}`) : taken.served === served
      if (!isOwn) return next()
      Object.assign(req.headers, taken?.headers)
      answer(req, res).catch(next)
    })
    .forRoutes('{*path}')
}

/** Makes the headers by which body parsers know that there is a body undefined, and answers what they were. */
function takeFraming(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const taken: IncomingHttpHeaders = {}
  for (const name of ['content-length', 'transfer-encoding'] as const) {
    if (headers[name] === undefined) continue
    taken[name] = headers[name]
    // Not deleted: an object that has lost a member is slow from then on.
    headers[name] = undefined
  }
  return taken
}
