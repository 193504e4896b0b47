import type { Clock, Logger } from '@im-callback/core'

const second = 1000

/**
 * A logger that cannot take a connection down with it: what it throws is dropped. The same sentence goes out once a second
 * at the most: a database that is away is thousands of messages that cannot be stored.
 */
export function steadyLogger(logger: Logger, clock: Clock): Logger {
  /** When each sentence was said last. The sentences are ours, so there are few. */
  const said = new Map<string, number>()
  const say = (level: keyof Logger, message: string, details: unknown[]) => {
    const now = clock()
    const last = said.get(message)
    if (last !== undefined && now >= last && now - last < second) return
    said.set(message, now)
    try {
      logger[level](message, ...details)
    } catch {
      // There is no one to tell.
    }
  }
  return {
    warn: (message, ...details) => say('warn', message, details),
    error: (message, ...details) => say('error', message, details),
  }
}
