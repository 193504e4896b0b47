/** Where messages for the operator go: `console`, pino, winston and their like fit as they are. */
export interface Logger {
  warn(message: string, ...details: unknown[]): void
  error(message: string, ...details: unknown[]): void
}

/** Wraps a logger so that one that throws cannot take a callback down with it. */
export function safeLogger(logger: Logger): Logger {
  const guard =
    (level: 'warn' | 'error') =>
    (message: string, ...details: unknown[]) => {
      try {
        logger[level](message, ...details)
      } catch {
        // Nothing is left to tell it to.
      }
    }
  return { warn: guard('warn'), error: guard('error') }
}
