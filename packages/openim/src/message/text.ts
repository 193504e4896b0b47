/** What of a message says what it says. */
export interface MessageContent {
  /** Kind of content; see `ContentType`. */
  readonly contentType?: unknown
  /** Content, as text. */
  readonly content?: unknown
}

/** Where kinds of content have their text: text, with mentions, quotation, rich text, Markdown. */
const textMembers: ReadonlyMap<unknown, string> = new Map([
  [101, 'content'],
  [106, 'text'],
  [114, 'text'],
  [117, 'text'],
  [118, 'content'],
])

/**
 * What a user has written, whatever the kind of content (text, with mentions, quotation, rich text, Markdown); undefined
 * where nothing is written, such as in a picture. v2 has plain text for text (101): what is not content of today is
 * answered as it is, so that braces hide nothing from a filter.
 *
 * @example
 * ```ts
 * import { messageText } from '@im-callback/openim'
 *
 * messageText({ contentType: 101, content: '{"content":"hello"}' }) // 'hello'
 * messageText({ contentType: 102, content: '{"sourcePath":"a.png"}' }) // undefined
 * ```
 */
export function messageText(message: MessageContent): string | undefined {
  const member = textMembers.get(message.contentType)
  if (member === undefined || typeof message.content !== 'string') return undefined
  const parsed = jsonObject(message.content)
  if (parsed !== undefined && hasText(parsed, member)) return parsed[member]
  return message.contentType === 101 ? message.content : undefined
}

function hasText<M extends string>(
  content: Record<string, unknown>,
  member: M,
): content is Record<M, string> {
  return Object.hasOwn(content, member) && typeof content[member] === 'string'
}

/**
 * The content of a text message (101).
 *
 * @example
 * ```ts
 * import { textContent } from '@im-callback/openim'
 *
 * textContent('hello') // '{"content":"hello"}'
 * ```
 */
export function textContent(text: string): string {
  return JSON.stringify({ content: text })
}

/** The content of a message with another text; what else is in it stays. */
export function withText(
  { contentType, content }: MessageContent,
  text: string,
  { mayBePlain }: { mayBePlain: boolean },
): string {
  const member = textMembers.get(contentType)
  if (member === undefined)
    throw new TypeError(`Content of the type ${String(contentType)} has no text to change.`)
  const parsed = typeof content === 'string' ? jsonObject(content) : undefined
  if (mayBePlain && !(parsed !== undefined && hasText(parsed, member))) return text
  return JSON.stringify({ ...parsed, [member]: text })
}

/** A text as the JSON object it holds, or undefined. */
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
