import type { CallbackHandler } from '../handler/callback-handler.js'
import { defaultHandler } from '../handler/default-handler.js'
import { incomplete, pickBody, tooLarge } from '../receive/body.js'
import type { LazyBody, RequestBody } from '../request.js'

/**
 * A handler from web `Request` to web `Response`: Hono, Next.js route handlers, Bun, Deno, edge runtimes.
 *
 * @example
 * ```ts
 * import { CallbackHandler } from '@im-callback/core'
 * import { createFetchHandler } from '@im-callback/core/fetch'
 *
 * const im = new CallbackHandler()
 * export const POST = createFetchHandler(im)
 * ```
 */
export function createFetchHandler(
  im: Pick<CallbackHandler, 'receive'> = defaultHandler,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const { method, headers } = request
    const reply = await im.receive({ method, url: target(request.url), headers, body: webBody(request) })
    return new Response(reply.body, { status: reply.status, headers: reply.headers })
  }
}

/** Path and query of an absolute URL, as they stand there. */
function target(url: string): string {
  const path = url.indexOf('/', url.indexOf('://') + 3)
  return path === -1 ? '/' : url.slice(path)
}

function webBody(request: Request): LazyBody {
  return (limit) => {
    const declaredLength = request.headers.get('content-length')
    if (declaredLength !== null && !request.bodyUsed) return readWhole(request, limit)
    const isRead = request.bodyUsed || request.body?.locked
    const read = isRead ? undefined : (most: number) => readWebStream(request, most)
    return pickBody({ declaredLength, read }, limit)
  }
}

/**
 * A body of declared length, which servers enforce and which has been compared with the limit. In @hono/node-server a
 * third of the cost: it only makes a stream of the body when asked for one.
 */
async function readWhole(request: Request, limit: number): Promise<RequestBody> {
  try {
    return new Uint8Array(await request.arrayBuffer())
  } catch (cause) {
    // Locked by another reader, it has not even begun.
    if (!request.bodyUsed) return pickBody({}, limit)
    throw incomplete(cause)
  }
}

/** Counts while it reads and lets go of the stream past the limit. */
async function readWebStream(request: Request, limit: number): Promise<Uint8Array> {
  const reader = request.body?.getReader()
  if (reader === undefined) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read().catch((cause) => {
      throw incomplete(cause)
    })
    if (done) break
    size += value.byteLength
    if (size > limit) {
      void reader.cancel().catch(() => undefined)
      throw tooLarge(limit)
    }
    chunks.push(value)
  }
  return concat(chunks, size)
}

function concat(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const [first] = chunks
  if (chunks.length === 1 && first !== undefined) return first
  const all = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.byteLength
  }
  return all
}
