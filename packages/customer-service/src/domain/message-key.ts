const decoder = new TextDecoder()
const brace = 0x7b
const longestUuid = 128

/**
 * The `uuid` a client has put into the content of a message, by habit JSON: `{"text":"hi","uuid":"…"}`. It is the same
 * in every resend. Undefined when there is none, or none that could be one.
 */
export function contentUuid(content: Uint8Array): string | undefined {
  if (content[0] !== brace) return undefined
  const text = decoder.decode(content)
  if (!text.includes('"uuid"')) return undefined
  const value = jsonObject(text)
  const uuid = value !== undefined && Object.hasOwn(value, 'uuid') ? value.uuid : undefined
  return typeof uuid === 'string' && uuid !== '' && uuid.length <= longestUuid ? uuid : undefined
}

/** What a text of JSON holds when that is an object. */
export function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
