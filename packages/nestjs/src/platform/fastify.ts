import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Receiver } from '@im-callback/core'
import { discardRest, type NodeRequest, nodeBody } from '@im-callback/core/node'
import type { ServedPath } from '../served-path.js'

// The few members of Fastify that are used: this package does without its types, for those who use Express.
interface Request {
  readonly raw: IncomingMessage
  readonly originalUrl: string
  readonly rawBody?: NodeRequest['rawBody']
  headers: IncomingMessage['headers']
}

interface Reply {
  readonly raw: ServerResponse
  code(status: number): Reply
  headers(values: object): Reply
  send(body: unknown): Reply
}

type Done = (error: null) => void

interface Route {
  onRequest(request: Request, reply: Reply, done: Done): void
}

interface Scope {
  hasRoute(route: { method: string; url: string }): boolean
  removeAllContentTypeParsers(): void
  addContentTypeParser(type: string, parse: (request: Request, payload: unknown, done: Done) => void): void
  all(path: string, route: Route, handle: (request: Request, reply: Reply) => void): void
}

export interface FastifyLike {
  register(plugin: (scope: Scope) => Promise<void>): unknown
}

/** Serves callbacks on Fastify, in a scope without parsers; see `@im-callback/fastify`, which does the same. */
export function serveOnFastify(fastify: FastifyLike, im: Receiver, served: readonly ServedPath[]): void {
  fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    for (const path of served.flatMap(routesOf)) {
      // An app with ignoreTrailingSlash has the second of the two already.
      if (scope.hasRoute({ method: 'POST', url: path })) continue
      scope.all(path, route, (request, reply) => {
        const { raw, originalUrl: url, rawBody } = request
        const { method = '', headers } = raw
        const body = nodeBody(raw, { rawBody })
        // Fastify is not given the promise: it would wait for it a second time.
        im.receive({ method, url, headers, body }).then(
          (answer) => {
            if (!raw.complete) discardRest(raw, reply.raw)
            reply.code(answer.status).headers(answer.headers).send(answer.body)
          },
          (error: unknown) => reply.send(error),
        )
      })
    }
  })
}

/** A slash at the end makes no difference, whatever the app's `ignoreTrailingSlash`. */
function routesOf({ path, isOpen }: ServedPath): string[] {
  return path === '/' ? ['/'] : [path, isOpen ? `${path}/*` : `${path}/`]
}

const json = 'application/json'

const route: Route = {
  // The platform promises no content-type, and Fastify answers 415 to a malformed one before it asks a parser.
  onRequest: (request, _reply, done) => {
    const type = request.headers['content-type']
    if (type !== undefined && type !== json) request.headers = { 'content-type': json }
    done(null)
  },
}
