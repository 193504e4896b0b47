import { checkAdapter, type Receiver } from '../adapter.js'
import { CallbackError } from '../errors.js'
import { defaultHandler } from '../handler/default-handler.js'
import { incomplete, tooLarge } from '../receive/body.js'

export interface FetchOptions {
  /**
   * Read a body of declared length in one go instead of counting its bytes as they come. Only for servers that hold
   * clients to the length they declare. @hono/node-server does, and makes a stream of a body at several times the cost
   * of the rest. Default false.
   */
  readonly trustContentLength?: boolean | undefined
}

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
  im: Receiver = defaultHandler,
  options: FetchOptions = {},
): (request: Request) => Promise<Response> {
  checkAdapter('createFetchHandler', im, options, ['trustContentLength'])
  return async (request) => {
    const { method, headers } = request
    const body = new WebBody(request, options)
    const reply = await im.receive({
      method,
      url: target(request.url),
      headers,
      body: (limit) => body.read(limit),
    })
    if (reply.error !== undefined) body.letGo()
    return new Response(reply.body, { status: reply.status, headers: reply.headers })
  }
}

/** Path and query of an absolute URL, as they stand there. */
function target(url: string): string {
  const path = url.indexOf('/', url.indexOf('://') + 3)
  return path === -1 ? '/' : url.slice(path)
}

/** The body of one web request. */
class WebBody {
  readonly #request: Request
  readonly #options: FetchOptions
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined

  constructor(request: Request, options: FetchOptions) {
    this.#request = request
    this.#options = options
  }

  async read(limit: number): Promise<Uint8Array> {
    if (this.#request.bodyUsed) throw alreadyRead()
    const isTrusted = this.#options.trustContentLength && this.#request.headers.has('content-length')
    return isTrusted ? this.#readWhole() : this.#readCounting(limit)
  }

  /** Stops a stream that no one wants to the end. */
  letGo(): void {
    void this.#reader?.cancel().catch(() => undefined)
  }

  async #readWhole(): Promise<Uint8Array> {
    try {
      return new Uint8Array(await this.#request.arrayBuffer())
    } catch (cause) {
      // Locked by another reader, it has not even begun.
      throw this.#request.bodyUsed ? incomplete(cause) : alreadyRead()
    }
  }

  async #readCounting(limit: number): Promise<Uint8Array> {
    const { body } = this.#request
    if (body === null) return new Uint8Array()
    if (body.locked) throw alreadyRead()
    this.#reader = body.getReader()
    const chunks: Uint8Array[] = []
    let size = 0
    for (;;) {
      const { done, value } = await this.#reader.read().catch((cause) => {
        throw incomplete(cause)
      })
      if (done) return concat(chunks, size)
      size += value.byteLength
      if (size > limit) throw tooLarge(limit)
      chunks.push(value)
    }
  }
}

function alreadyRead(): CallbackError {
  return new CallbackError(
    'body_already_read',
    'Something has read this Request before im-callback. Give the handler the request first, or a request.clone().',
  )
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
