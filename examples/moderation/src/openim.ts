import { type MessageContent, messageText, type Ok, type Reject, type RewriteText } from '@im-callback/openim'
import { moderate } from './moderate.js'

/**
 * What the rule says of an OpenIM message that is about to be sent: it can be refused, not rewritten. That is asked
 * right after it, in a callback of its own.
 */
export function refuseOpenIm<Reply>(message: MessageContent, reply: Ok<Reply> & Reject<Reply>): Reply {
  const verdict = moderate(messageText(message) ?? '')
  return verdict.action === 'refuse' ? reply.reject(20001, verdict.reason) : reply.ok()
}

/** What the rule says where a message can be rewritten. */
export function rewriteOpenIm<Reply>(
  message: MessageContent,
  reply: Ok<Reply> & Reject<Reply> & RewriteText<Reply>,
): Reply {
  const verdict = moderate(messageText(message) ?? '')
  return verdict.action === 'rewrite' ? reply.rewriteText(verdict.text) : refuseOpenIm(message, reply)
}
