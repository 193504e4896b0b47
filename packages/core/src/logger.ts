import { isPromise } from './realm.js'
import type { Clock } from './time.js'

/** Where messages for the operator go: `console` and winston fit as they are; pino wants the error first, so wrap it. */
export interface Logger {
  warn(message: string, ...details: unknown[]): void
  error(message: string, ...details: unknown[]): void
}

/** A logger that fails: there is no one to tell. */
const nothingLeft = () => undefined

/** Different warnings a second may have: strangers can cause them, and must not fill a disk with them. */
const warningsPerSecond = 100

/**
 * A logger that cannot take a callback down with it: what it throws is dropped. The same warning goes out once a
 * second at the most; errors, which strangers do not cause, always do.
 */
export function safeLogger(logger: Logger, clock: Clock): Logger {
  let second = 0
  const said = new Set<string>()

  const isNew = (message: string) => {
    const now = Math.floor(clock() / 1000)
    if (now !== second) said.clear()
    second = now
    return said.size < warningsPerSecond && !said.has(message) && said.add(message)
  }
  const say = (level: 'warn' | 'error', message: string, details: unknown[]) => {
    try {
      const said: unknown = logger[level](message, ...details)
      if (isPromise(said)) said.catch(nothingLeft)
    } catch {
      nothingLeft()
    }
  }
  return {
    warn: (message, ...details) => {
      if (isNew(message)) say('warn', message, details)
    },
    error: (message, ...details) => say('error', message, details),
  }
}
