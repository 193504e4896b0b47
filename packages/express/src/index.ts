import { checkAdapter, defaultHandler, type Receiver } from '@im-callback/core'
import { discardRest, nodeBody, writeReply } from '@im-callback/core/node'
import type { RequestHandler } from 'express'

export interface ExpressOptions {
  /**
   * Where failures (a bad signature, a broken body, a handler that threw) go: `'answer'` writes the answer of the
   * error table, `'next'` hands the `CallbackError` to Express' error handlers. Default `'answer'`.
   */
  readonly errors?: 'answer' | 'next' | undefined
}

/**
 * Serves callbacks in Express 4 and 5, whatever body parser ran before.
 *
 * @param im Default: the default handler of `@im-callback/core`.
 * @example
 * ```ts
 * import { on } from '@im-callback/core'
 * import { imCallback } from '@im-callback/express'
 * import express from 'express'
 *
 * on('C2C.CallbackBeforeSendMsg', (event) => event.reply.ok())
 * express().post('/im/callback', imCallback()).listen(3000, '127.0.0.1')
 * ```
 */
export function imCallback(im: Receiver = defaultHandler, options: ExpressOptions = {}): RequestHandler {
  checkAdapter('imCallback', im, options, ['errors'])
  return (req, res, next) => {
    const { method, originalUrl: url, headers } = req
    im.receive({ method, url, headers, body: nodeBody(req) }).then((reply) => {
      if (reply.error === undefined || options.errors !== 'next') return writeReply(req, res, reply)
      // Express' own error handler answers only when the request has ended: an endless one must.
      if (!req.complete) discardRest(req, res)
      next(reply.error)
    }, next)
  }
}
