import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import type { Receiver } from '@im-callback/core'
import { type NodeRequest, nodeBody, pathOf, writeReply } from '@im-callback/core/node'
import type { HttpServer, MiddlewareConsumer } from '@nestjs/common'
import { isServed, type ServedPath } from '../served-path.js'
import { answerBeforeExpress } from './bare-express.js'
import { useOwnLayer } from './express-layers.js'

/** Headers that were put aside, and by whom. */
const aside = Symbol('im-callback: headers put aside')

type Request = NodeRequest & {
  originalUrl?: string
  [aside]?: { readonly by: NodePlatform; readonly headers: IncomingHttpHeaders }
}
type Next = (error?: unknown) => void

export interface NodeServing {
  readonly consumer: MiddlewareConsumer
  /** No other module has middleware. */
  readonly isAlone: boolean
}

/**
 * Serves callbacks on Express, and on other platforms that work with Node's own request: as the last middleware, and
 * before all controllers.
 *
 * Body parsers come earlier and have limits of their own. They are not to know that these requests have bodies: the
 * headers that say so are put aside by the first layer of all, and put back by the middleware.
 */
export class NodePlatform {
  readonly #adapter: HttpServer
  readonly #im: Receiver
  #served: readonly ServedPath[] = []
  /** Methods that the app serves itself at our path. */
  #others: ReadonlySet<string> = new Set()

  /** To be made before Express gets any other layer. */
  constructor(adapter: HttpServer, im: Receiver) {
    this.#adapter = adapter
    this.#im = im
    useOwnLayer(adapter, (req: Request, _res: ServerResponse, next: Next) => {
      if (req[aside] === undefined && this.#isOurs(req)) {
        req[aside] = { by: this, headers: takeFraming(req.headers) }
      }
      next()
    })
  }

  serve(served: readonly ServedPath[], { consumer, isAlone }: NodeServing): void {
    this.#served = served
    if (isAlone) {
      answerBeforeExpress(this.#adapter, (req, res) => {
        const isAnswered = this.#isOurs(req)
        // Nobody is there to be told; there is no answer, and there will be none.
        if (isAnswered) this.#answer(req, res).catch(() => res.destroy())
        return isAnswered
      })
    }
    consumer
      .apply((req: Request, res: ServerResponse, next: Next) => {
        const taken = req[aside]
        if (taken?.by !== this) return next()
        Object.assign(req.headers, taken.headers)
        this.#answer(req, res).catch(next)
      })
      .forRoutes('{*path}')
  }

  /** Leaves requests of these methods to the app. */
  leave(methods: ReadonlySet<string>): void {
    this.#others = methods
  }

  #isOurs({ url = '/', method = '' }: Request): boolean {
    return isServed(this.#served, pathOf(url)) && !this.#others.has(method)
  }

  #answer(req: Request, res: ServerResponse): Promise<void> {
    const { method = '', originalUrl, url = '/', headers } = req
    try {
      const request = { method, url: originalUrl ?? url, headers, body: nodeBody(req) }
      return this.#im.receive(request).then((reply) => writeReply(req, res, reply))
    } catch (error) {
      return Promise.reject(error)
    }
  }
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
