/** The keys of one queue. */
export interface QueueKeys {
  /** Waiting elements, as the Go library keeps them: pushed at the tail, popped at the head. */
  readonly list: string
  /** With a consumer's id behind it: the list of what that consumer is handling. */
  readonly processing: string
  /** Sorted set of consumers' ids by the time their lease ends. */
  readonly consumers: string
  /** Sorted set of elements by the time of their next attempt, each behind a number that makes it unique. */
  readonly delayed: string
  /** Hash of dead letters by their id. */
  readonly dead: string
  /** Sorted set of the ids of dead letters, oldest first. */
  readonly deadOrder: string
  /** Counter. */
  readonly last: string
}

/**
 * All keys hash to one slot of a Redis Cluster, that of the list: what they share is the list's key, or its hash tag when
 * it has one.
 */
export function queueKeys(key: string): QueueKeys {
  const prefix = hasHashTag(key) ? key : `{${key}}`
  return {
    list: key,
    processing: `${prefix}:processing:`,
    consumers: `${prefix}:consumers`,
    delayed: `${prefix}:delayed`,
    dead: `${prefix}:dead`,
    deadOrder: `${prefix}:dead:order`,
    last: `${prefix}:last`,
  }
}

/** https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags */
export const hasHashTag = (key: string) => /^[^{]*\{[^}]+\}/.test(key)
