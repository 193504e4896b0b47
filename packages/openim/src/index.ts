export * from './generated/index.js'
export {
  type AtTextContent,
  type CustomContent,
  type KnownContents,
  type ParsedContent,
  parseContent,
  type QuoteContent,
  type TextContent,
} from './message/content.js'
export { type MessageContent, messageText, textContent } from './message/text.js'
export { openim } from './openim.js'
export type { BasicAuth, OpenImOptions } from './options.js'
export type { OpenImCommandInfo, ReplyField, ReplyFields } from './types/command-info.js'
export type { ErrorCode } from './types/error-code.js'
export type { OpenImReply } from './types/reply.js'
export type { Ok, Reject, Rewrite, RewriteText } from './types/verdicts.js'
export type { OpenImVersion } from './version.js'
