import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Receiver } from '@im-callback/core'
import { discardRest, type NodeRequest, nodeBody } from '@im-callback/core/node'
import { type ServedPath, shown } from '../served-path.js'

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
  readonly method: readonly string[]
  readonly url: string
  onRequest(request: Request, reply: Reply, done: Done): void
  handler(request: Request, reply: Reply): void
}

interface Scope {
  readonly supportedMethods: readonly string[]
  hasRoute(route: { method: string; url: string }): boolean
  removeAllContentTypeParsers(): void
  addContentTypeParser(type: string, parse: (request: Request, payload: unknown, done: Done) => void): void
  route(route: Route): void
}

interface RouterOptions {
  readonly ignoreTrailingSlash?: boolean
}

export interface FastifyLike {
  readonly initialConfig: RouterOptions & { readonly routerOptions?: RouterOptions }
  register(plugin: (scope: Scope) => Promise<void>): unknown
}

/**
 * Serves callbacks on Fastify, in a scope without parsers; see `@im-callback/fastify`, which does the same. Methods
 * other than POST that the app serves at the same path are left to it.
 */
export function serveOnFastify(fastify: FastifyLike, im: Receiver, served: readonly ServedPath[]): void {
  fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    for (const url of served.flatMap((each) => routesOf(each, fastify))) {
      const method = scope.supportedMethods.filter((each) => !scope.hasRoute({ method: each, url }))
      if (method.length > 0) scope.route({ method, url, onRequest: takeAnyType, handler: handlerOf(im) })
    }
  })
}

function handlerOf(im: Receiver): Route['handler'] {
  return (request, reply) => {
    const { raw, originalUrl: url, rawBody } = request
    const { method = '', headers } = raw
    // The hooks that are still to come see what was sent.
    if (request.headers !== headers) request.headers = headers
    const body = nodeBody(raw, { rawBody })
    // Fastify is not given the promise: it would wait for it a second time.
    im.receive({ method, url, headers, body }).then(
      (answer) => {
        if (!raw.complete) discardRest(raw, reply.raw)
        reply.code(answer.status).headers(answer.headers).send(answer.body)
      },
      (error: unknown) => reply.send(error),
    )
  }
}

/** A slash at the end makes no difference, whatever the app's `ignoreTrailingSlash`. */
function routesOf(served: ServedPath, { initialConfig }: FastifyLike): string[] {
  const { path, isOpen } = served
  if (isOpen) return [path, shown(served)]
  const isIgnored = initialConfig.ignoreTrailingSlash || initialConfig.routerOptions?.ignoreTrailingSlash
  return isIgnored || path === '/' ? [path] : [path, `${path}/`]
}

const json = 'application/json'

/** The platform promises no content-type, and Fastify answers 415 to a malformed one before it asks a parser. */
function takeAnyType(request: Request, _reply: Reply, done: Done): void {
  const type = request.headers['content-type']
  if (type !== undefined && type !== json) request.headers = { 'content-type': json }
  done(null)
}
