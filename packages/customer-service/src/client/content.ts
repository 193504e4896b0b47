import { shown } from '../options/check.js'

/**
 * The content of a message: text, which is sent as `{"text": …}`; an object, sent as JSON; or bytes, sent as they are.
 * Text and objects get a `uuid`, unless the object has one, by which the server knows a resend. Bytes are known by it
 * only as long as the connection lasts.
 */
export type Content = string | Readonly<Record<string, unknown>> | Uint8Array

const typeOf = (value: unknown): string => Object.prototype.toString.call(value)

const encoder = new TextEncoder()

export function contentBytes(content: Content): Uint8Array {
  if (ArrayBuffer.isView(content)) {
    return new Uint8Array(content.buffer, content.byteOffset, content.byteLength)
  }
  const object = typeof content === 'string' ? { text: content } : content
  // Lists and maps have no members JSON would show: the message would be stored without what was in them.
  if (typeOf(object) !== '[object Object]') {
    const given = typeof object === 'object' && object !== null ? typeOf(object) : shown(object)
    throw new TypeError(`Content is text, an object or bytes, and not ${given}.`)
  }
  return encoder.encode(JSON.stringify({ uuid: uuid(), ...object }))
}

/** `crypto.randomUUID` is there on secure pages only. */
function uuid(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
