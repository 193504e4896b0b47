import { type CallbackHandler, checkAdapter, defaultHandler } from '@im-callback/core'
import { discardRest, nodeBody } from '@im-callback/core/node'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify'

export interface FastifyOptions {
  /**
   * Where callbacks are served, below the `prefix` of `register` if there is one. With `/*` at its end everything below
   * is served, too.
   */
  readonly path: string
  /** Who handles them, and is closed with the app. Default: the default handler of `@im-callback/core`. */
  readonly handler?: Pick<CallbackHandler, 'receive' | 'close'> | undefined
}

/**
 * Serves callbacks in Fastify 5, in a scope of its own: the app's content-type parsers, body limit, hooks and error
 * handler stay as they are. `app.close()` closes the handler, once the server is closed.
 *
 * @example
 * ```ts
 * import { CallbackHandler } from '@im-callback/core'
 * import { imCallback } from '@im-callback/fastify'
 * import fastify from 'fastify'
 *
 * const handler = new CallbackHandler()
 * handler.on('C2C.CallbackBeforeSendMsg', (event) => event.reply.ok())
 *
 * const app = fastify({ logger: true })
 * app.register(imCallback, { path: '/im/callback', handler })
 * app.listen({ port: 3000 })
 * ```
 */
export const imCallback: FastifyPluginAsync<FastifyOptions> = async (scope, options) => {
  const { path, handler = defaultHandler } = options
  checkAdapter('imCallback', handler, options, optionNames)
  if (path === undefined) throw new TypeError('imCallback has no path; give { path: "/im/callback" }.')
  // No parser is to read the body: the handler does, when it knows whose request it is, up to its own limit.
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null))

  const serve = (request: FastifyRequest, reply: FastifyReply) => {
    const { raw, originalUrl: url } = request
    const { method = '', headers } = raw
    // The hooks that are still to come see what was sent.
    if (request.headers !== headers) request.headers = headers
    const body = nodeBody(raw, { rawBody: kept(request) })
    // Fastify is not given the promise: it would wait for it a second time.
    handler.receive({ method, url, headers, body }).then(
      (answer) => {
        if (!raw.complete) discardRest(raw, reply.raw)
        reply.code(answer.status).headers(answer.headers).send(answer.body)
      },
      (error: unknown) => reply.send(error),
    )
  }
  for (const url of urls(path, scope.prefix)) scope.all(url, route, serve)

  scope.addHook('onClose', () => handler.close())
}

/** A star stands for what is below; the path itself is a route of its own, unless it is the root. */
function urls(path: string, prefix: string): string[] {
  const isOpen = path.endsWith('/*') && prefix + path !== '/*'
  return isOpen ? [path, path.slice(0, -2)] : [path]
}

/** Our own, and those of Fastify's `register`. */
const optionNames = ['path', 'handler', 'prefix', 'logLevel', 'logSerializers']

const route: RouteShorthandOptions = {
  // The platform promises no content-type, and Fastify answers 415 to a malformed one before it asks a parser.
  onRequest: (request, _reply, done) => {
    const type = request.headers['content-type']
    if (type !== undefined && type !== json) request.headers = { 'content-type': json }
    done()
  },
}

const json = 'application/json'

/** Bytes that a hook of the app has read and kept. */
function kept(request: FastifyRequest & { rawBody?: unknown }): unknown {
  return request.rawBody
}
