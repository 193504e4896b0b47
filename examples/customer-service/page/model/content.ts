/** What a message of this example can be. The server knows nothing of it: to it, content is bytes. */
export type Content =
  | { readonly kind: 'text'; readonly text: string; readonly uuid: string | undefined }
  /** Stored: everything up to this message was read. Unread counts and blue ticks come from it, after a reload, too. */
  | { readonly kind: 'read'; readonly upTo: string }
  /** Unpersistent: everything up to this message has reached a screen. */
  | { readonly kind: 'received'; readonly upTo: string }

/** What goes over the wire. */
export const textContent = (text: string, uuid: string) => ({ text, uuid })
export const readReceipt = (upTo: string) => ({ read: upTo })
export const receivedReceipt = (upTo: string) => ({ received: upTo })

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Reads what someone sent; what is nothing we know is text. */
export function readContent(bytes: Uint8Array): Content {
  const whole = decoded(bytes)
  const value = jsonObject(whole)
  const [text, read, received] = [textIn(value, 'text'), textIn(value, 'read'), textIn(value, 'received')]
  if (text !== undefined) return { kind: 'text', text, uuid: textIn(value, 'uuid') }
  if (read !== undefined) return { kind: 'read', upTo: read }
  if (received !== undefined) return { kind: 'received', upTo: received }
  return { kind: 'text', text: whole, uuid: undefined }
}

/** Bytes that are no text are not made to look like one: the moderation has not read them. */
function decoded(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    return '\ufffd'
  }
}

function jsonObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

function textIn(value: object | undefined, name: string): string | undefined {
  if (value === undefined || !Object.hasOwn(value, name)) return undefined
  const member = (value as Readonly<Record<string, unknown>>)[name]
  return typeof member === 'string' ? member : undefined
}
