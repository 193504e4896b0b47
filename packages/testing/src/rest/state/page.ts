import type { StoredMessage } from './message.js'

/** Which part of a conversation is asked for. */
export interface PageQuery {
  /** Unix seconds, both inclusive. */
  readonly minTime: number
  readonly maxTime: number
  /** Continues before this message, when it is of the second `maxTime`. */
  readonly before: string | undefined
  readonly maxCount: number
  /** Bytes of messages as JSON that an answer holds. */
  readonly maxBytes: number
}

export interface Page {
  /** Oldest first. */
  readonly messages: readonly StoredMessage[]
  /** Whether nothing older is left in the range. */
  readonly isComplete: boolean
}

/**
 * The newest messages of a range, as many as fit: pages go back in time, while each is read forwards. One message is in
 * every page that has any to give, however large it is.
 */
export function pageOf(messages: readonly StoredMessage[], query: PageQuery): Page {
  const range = rangeOf(messages, query)
  const page: StoredMessage[] = []
  let bytes = 0
  for (const message of range.toReversed()) {
    bytes += Buffer.byteLength(JSON.stringify(message)) + 1
    const isFull = page.length >= query.maxCount || bytes > query.maxBytes
    if (isFull && page.length > 0) break
    page.push(message)
  }
  return { messages: page.reverse(), isComplete: page.length === range.length }
}

function rangeOf(messages: readonly StoredMessage[], { minTime, maxTime, before }: PageQuery) {
  const range = messages.filter(({ MsgTimeStamp: time }) => minTime <= time && time <= maxTime)
  const at = range.findIndex(({ MsgKey, MsgTimeStamp }) => MsgKey === before && MsgTimeStamp === maxTime)
  return at === -1 ? range : range.slice(0, at)
}
