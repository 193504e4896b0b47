import { checkAdapter, defaultHandler, type Receiver } from '@im-callback/core'
import { discardRest, nodeBody, servedAt } from '@im-callback/core/node'
import type { Middleware, Request } from 'koa'

export interface KoaOptions {
  /**
   * Serve only this path, with `/*` at its end everything below, too, and leave others to `next()`. Default: everything
   * that gets here, as under a router.
   */
  readonly path?: string | undefined
}

/**
 * Serves callbacks in Koa 2 and 3, whatever body parser ran before.
 *
 * @param im Default: the default handler of `@im-callback/core`.
 * @example
 * ```ts
 * import { on } from '@im-callback/core'
 * import { imCallback } from '@im-callback/koa'
 * import Koa from 'koa'
 *
 * on('C2C.CallbackBeforeSendMsg', (event) => event.reply.ok())
 * new Koa().use(imCallback(undefined, { path: '/im/callback' })).listen(3000, '127.0.0.1')
 * ```
 */
export function imCallback(im: Receiver = defaultHandler, options: KoaOptions = {}): Middleware {
  checkAdapter('imCallback', im, options, ['path'])
  const isServed = options.path === undefined ? undefined : servedAt(options.path)
  return async (ctx, next) => {
    const { method, originalUrl: url, headers, req } = ctx
    if (isServed?.(url) === false) return next()
    const reply = await im.receive({ method, url, headers, body: nodeBody(req, parsed(ctx.request)) })
    ctx.status = reply.status
    ctx.set(reply.headers)
    ctx.body = reply.body
    if (!req.complete) discardRest(req, ctx.res)
  }
}

/** koa-bodyparser, @koa/bodyparser and koa-body leave these on the request. */
function parsed(request: Request): { rawBody?: unknown; body?: unknown } {
  const { rawBody, body } = request as Request & { rawBody?: unknown; body?: unknown }
  return { rawBody, body }
}
