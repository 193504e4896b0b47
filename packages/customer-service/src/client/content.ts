/**
 * The content of a message: text, which is sent as `{"text": …}`; an object, sent as JSON; or bytes, sent as they are.
 * Text and objects get a `uuid`, unless the object has one, by which the server knows a resend. Bytes are known by it
 * only as long as the connection lasts.
 */
export type Content = string | Readonly<Record<string, unknown>> | Uint8Array

const encoder = new TextEncoder()

export function contentBytes(content: Content): Uint8Array {
  if (ArrayBuffer.isView(content)) return content as Uint8Array
  const object = typeof content === 'string' ? { text: content } : content
  return encoder.encode(JSON.stringify({ uuid: uuid(), ...object }))
}

/** `crypto.randomUUID` is there on secure pages only. */
function uuid(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
