// What no receiver of callbacks can do without: the bytes read, the answer written.

const decoder = new TextDecoder()
const encoder = new TextEncoder()
const okReply = { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' }

/** The stated baseline: the body parsed, the reply written. */
export function parseBodyWriteReply(bytes: Uint8Array): Uint8Array {
  JSON.parse(decoder.decode(bytes))
  return encoder.encode(JSON.stringify(okReply))
}

/** The body parsed and written again: what passing it on would cost. */
export function parseBodyWriteBody(bytes: Uint8Array): Uint8Array {
  return encoder.encode(JSON.stringify(JSON.parse(decoder.decode(bytes))))
}
