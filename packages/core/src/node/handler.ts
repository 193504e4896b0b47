import type { IncomingMessage, ServerResponse } from 'node:http'
import { checkAdapter, type Receiver } from '../adapter.js'
import { defaultHandler } from '../handler/default-handler.js'
import { nodeBody } from './body.js'
import { servedAt } from './served-path.js'
import { writeReply } from './write-reply.js'

export interface NodeHandlerOptions {
  /** Serve only this path, with `/*` at its end everything below, too; others get 404. Default: every path. */
  readonly path?: string | undefined
}

/**
 * A request listener for `http.createServer`.
 *
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
  options: NodeHandlerOptions = {},
): (req: IncomingMessage, res: ServerResponse) => void {
  checkAdapter('createNodeHandler', im, options, ['path'])
  const isServed = options.path === undefined ? undefined : servedAt(options.path)
  return (req, res) => {
    const url = req.url ?? '/'
    if (isServed?.(url) === false) {
      writeReply(req, res, notFound)
      return
    }
    const { method = '', headers } = req
    im.receive({ method, url, headers, body: nodeBody(req) })
      .then((reply) => writeReply(req, res, reply))
      .catch(() => res.destroy())
  }
}

const notFound = {
  status: 404,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: '{"ActionStatus":"FAIL","ErrorCode":404,"ErrorInfo":"not_found: nothing is served at this path."}',
}
