import type { IncomingMessage } from 'node:http'
import { incomplete, pickBody, tooLarge } from '../receive/body.js'
import type { LazyBody } from '../request.js'

/** A request as `http` makes it, with what parsers upstream may have put on it. */
export type NodeRequest = IncomingMessage & { rawBody?: unknown; body?: unknown }

/** The body of a Node request in whatever state it is: unread, parsed, kept as `rawBody`, or gone. */
export function nodeBody(
  req: NodeRequest,
  found: { rawBody?: unknown; body?: unknown } = { rawBody: req.rawBody, body: req.body },
): LazyBody {
  return (limit) => {
    const isRead = req.readableDidRead || req.readableEnded
    const declaredLength = req.headers['content-length']
    const read = isRead ? undefined : (most: number) => readStream(req, most)
    // Member by member: spreading here costs a hundred times as much.
    return pickBody({ rawBody: found.rawBody, body: found.body, declaredLength, read }, limit)
  }
}

/** Counts while it reads and stops past the limit; what is left of the stream is then the reply writer's matter. */
function readStream(req: IncomingMessage, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    if (req.destroyed) return reject(incomplete())
    const chunks: Buffer[] = []
    let size = 0
    const onData = (chunk: Buffer | string) => {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      size += bytes.length
      chunks.push(bytes)
      if (size <= limit) return
      req.off('data', onData)
      chunks.length = 0
      reject(tooLarge(limit))
    }
    const onEnd = () => {
      const [first] = chunks
      resolve(chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, size))
    }
    // Left on the request, which goes with them: taking them off would cost as much as putting them on.
    const onGone = (cause?: unknown) => {
      if (!req.readableEnded) reject(incomplete(cause))
    }
    req.on('data', onData).on('end', onEnd).on('error', onGone).on('close', onGone)
  })
}
