// zlib through the web's streams: on every runtime that has `fetch`, and `node:zlib` only on some of them.

/** zlib (RFC 1950) of some bytes. */
export async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = sourceOf(bytes).pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** What zlib bytes hold, or undefined when they are none or hold more than `limit` bytes: a few can hold many. */
export async function inflate(
  bytes: Uint8Array<ArrayBuffer>,
  limit: number,
): Promise<Uint8Array | undefined> {
  const reader = sourceOf(bytes).pipeThrough(new DecompressionStream('deflate')).getReader()
  const found = new Uint8Array(limit)
  let length = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return found.subarray(0, length)
      if (length + value.length > limit) {
        await reader.cancel().catch(() => undefined)
        return undefined
      }
      found.set(value, length)
      length += value.length
    }
  } catch {
    return undefined
  }
}

function sourceOf(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes)
      controller.close()
    },
  })
}
