const longest = 500

/**
 * What Redis or its client said, without what was sent: errors of clients carry the command with its arguments, and
 * those are the contents of callbacks.
 */
export function reasonOf(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error)
  return new Error(message.slice(0, longest))
}
