/**
 * What a failure of Redis says, without what ioredis attaches to it: the command with its arguments, among them passwords
 * and contents of jobs.
 */
export function withoutCommand(error: unknown): Error {
  const { message, code, stack }: NodeJS.ErrnoException =
    error instanceof Error ? error : new Error(`${error}`)
  // Where a name has several addresses, Node's error has no message of its own.
  const plain = new Error(message || `${code ?? 'no connection'}`)
  if (stack !== undefined) plain.stack = stack
  return code === undefined ? plain : Object.assign(plain, { code })
}
