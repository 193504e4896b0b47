import type { IncomingMessage, ServerResponse } from 'node:http'
import type { CallbackHandler } from '../handler/callback-handler.js'
import { defaultHandler } from '../handler/default-handler.js'
import { nodeBody } from './body.js'
import { writeReply } from './write-reply.js'

/** What an adapter asks of a handler: any command map will do. */
export type Receiver = Pick<CallbackHandler, 'receive'>

/**
 * A request listener for `http.createServer`.
 *
 * @param options.path Serve only this path; others get 404. Default: every path.
 * @example
 * ```ts
 * import { createServer } from 'node:http'
 * import { CallbackHandler } from '@im-callback/core'
 * import { createNodeHandler } from '@im-callback/core/node'
 *
 * const im = new CallbackHandler()
 * createServer(createNodeHandler(im, { path: '/im/callback' })).listen(3000, '127.0.0.1')
 * ```
 */
export function createNodeHandler(
  im: Receiver = defaultHandler,
  options: { path?: string } = {},
): (req: IncomingMessage, res: ServerResponse) => void {
  return (req, res) => {
    const url = req.url ?? '/'
    if (options.path !== undefined && pathOf(url) !== options.path) {
      writeReply(req, res, notFound)
      return
    }
    const { method = '', headers } = req
    void im
      .receive({ method, url, headers, body: nodeBody(req) })
      .then((reply) => writeReply(req, res, reply))
  }
}

const notFound = {
  status: 404,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: '{"ActionStatus":"FAIL","ErrorCode":404,"ErrorInfo":"not_found: nothing is served at this path."}',
}

/** The path of a request target, as sent. */
export function pathOf(url: string): string {
  const end = url.search(/[?#]/)
  return end === -1 ? url : url.slice(0, end)
}
