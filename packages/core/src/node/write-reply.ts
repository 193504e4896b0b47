import type { IncomingMessage, ServerResponse } from 'node:http'
import type { CallbackReply } from '../request.js'

/** Bytes of an unwanted body that are still read, so that the sender gets to see the answer. */
const discardBytes = 4 << 20
/** Milliseconds the same may take. */
const discardTime = 5000

/** Writes an answer, and sees to what the client is still sending. */
export function writeReply(req: IncomingMessage, res: ServerResponse, reply: CallbackReply): void {
  if (res.headersSent || res.destroyed) return
  res.writeHead(reply.status, { 'content-length': Buffer.byteLength(reply.body), ...reply.headers })
  res.end(reply.body)
  if (!req.complete) discardRest(req, res)
}

/**
 * Refused before its body was read: closing at once would reset the connection under the answer, reading on for ever
 * would let a stranger hold it. So a bounded rest is read and thrown away, after which the connection can be used
 * again; past the bound it is cut, as soon as the answer is out. To be called before the answer has been written: Node
 * itself would then begin to read, without a bound.
 */
export function discardRest(req: IncomingMessage, res: ServerResponse): void {
  let left = discardBytes
  const cut = () => req.destroy()
  const timer = setTimeout(cut, discardTime).unref()
  const done = () => clearTimeout(timer)
  req
    .on('data', (chunk: Buffer) => {
      left -= chunk.length
      if (left >= 0) return
      if (res.writableFinished) return cut()
      req.pause()
      res.once('finish', cut)
    })
    .on('end', done)
    .on('close', done)
    .on('error', done)
    .resume()
}
