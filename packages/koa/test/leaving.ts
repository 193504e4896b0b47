import type { Middleware, Request } from 'koa'

/** A parser that leaves this on the request. */
export const leaving =
  (make: (request: Request) => Promise<object>): Middleware =>
  async ({ request }, next) => {
    Object.assign(request, await make(request))
    return next()
  }
