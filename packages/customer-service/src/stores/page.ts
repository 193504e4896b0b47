import type { Page, PageLimits, StoredMessage } from '../ports/message-store.js'

/** As many of the messages as the limits allow. Give one more than `count`: it tells whether there is more. */
export function takePage(
  messages: readonly StoredMessage[],
  { count, bytes }: PageLimits,
): Pick<Page, 'messages' | 'hasMore'> {
  let size = 0
  let end = 0
  for (const { body } of messages) {
    size += body.length
    if (end >= count || (size > bytes && end > 0)) break
    end++
  }
  return { messages: messages.slice(0, end), hasMore: end < messages.length }
}
