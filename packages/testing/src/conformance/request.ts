import type { ConformancePlatform } from './platform.js'

/** How a request differs from the good one. */
export interface Change {
  readonly method?: string
  /** Query parameters to set, or, with undefined, to leave out. */
  readonly query?: Readonly<Record<string, string | undefined>>
  /** Put behind the query as it is. */
  readonly suffix?: string
  /** In place of the usual path. */
  readonly path?: string
  /** Header lines as they are. */
  readonly headers?: readonly string[]
  /** Default `application/json`; undefined for none. */
  readonly contentType?: string | undefined
  readonly body?: string | Uint8Array
  /** Send the body in chunks of so many bytes instead of declaring its length. */
  readonly chunk?: number
  /** The token or secret that proves who sends it. */
  readonly token?: string
  /** What is signed, and what is made of it, where the platform signs. */
  readonly signedTime?: string
  readonly sign?: (digest: string) => string
}

/** The bytes of a good request, changed. */
export async function request(platform: ConformancePlatform, change: Change = {}): Promise<Buffer> {
  const body = Buffer.from(change.body ?? platform.message)
  const contentType = 'contentType' in change ? change.contentType : 'application/json'
  const lines = [
    `${change.method ?? 'POST'} ${await platform.target(change)} HTTP/1.1`,
    'Host: im.example.com',
    ...(contentType === undefined ? [] : [`Content-Type: ${contentType}`]),
    ...(change.headers ?? []),
    change.chunk === undefined ? `Content-Length: ${body.length}` : 'Transfer-Encoding: chunked',
  ]
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  return Buffer.concat([head, change.chunk === undefined ? body : chunked(body, change.chunk)])
}

/** A body in chunked transfer coding. */
export function chunked(body: Buffer, size: number): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; at < body.length; at += size) {
    const chunk = body.subarray(at, at + size)
    parts.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n'))
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')])
}
