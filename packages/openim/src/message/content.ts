import { jsonObject, type MessageContent } from './text.js'

/** Content of a text message (101), and of a Markdown message (118). */
export interface TextContent {
  content: string
}

/** Content of a text that mentions users (106). */
export interface AtTextContent {
  text: string
  atUserList?: string[]
  isAtSelf?: boolean
}

/** Content of a quotation (114), and of a rich text (117). */
export interface QuoteContent {
  text: string
}

/** Content of a custom message (110). */
export interface CustomContent {
  data: string
  description?: string
  extension?: string
}

/** Content that is described here, by its number. */
export interface KnownContents {
  101: TextContent
  106: AtTextContent
  110: CustomContent
  114: QuoteContent
  117: QuoteContent
  118: TextContent
}

/** The content of a message once it is parsed; comparing `contentType` with a number narrows it. */
export type ParsedContent =
  | { [T in keyof KnownContents]: { contentType: T; content: KnownContents[T] } }[keyof KnownContents]
  | { contentType: 'other'; content: Readonly<Record<string, unknown>> }

/** What content of a kind has to have. */
const needed: Readonly<Record<keyof KnownContents, string>> = {
  101: 'content',
  106: 'text',
  110: 'data',
  114: 'text',
  117: 'text',
  118: 'content',
}

/**
 * The content of a message, parsed by its kind. Kinds that are not described, and content that is not as its kind should
 * be, are `'other'`; undefined when it is no JSON object at all.
 *
 * @example
 * ```ts
 * import { parseContent } from '@im-callback/openim'
 *
 * const parsed = parseContent({ contentType: 110, content: '{"data":"{}","description":"gift"}' })
 * if (parsed?.contentType === 110) console.log(parsed.content.description)
 * ```
 */
export function parseContent(message: MessageContent): ParsedContent | undefined {
  const content = typeof message.content === 'string' ? jsonObject(message.content) : undefined
  if (content === undefined) return undefined
  const { contentType } = message
  if (isDescribed(contentType) && typeof content[needed[contentType]] === 'string') {
    return { contentType, content } as unknown as ParsedContent
  }
  return { contentType: 'other', content }
}

function isDescribed(contentType: unknown): contentType is keyof KnownContents {
  return typeof contentType === 'number' && Object.hasOwn(needed, contentType)
}
