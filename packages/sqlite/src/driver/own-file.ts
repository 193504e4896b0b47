/**
 * The file that calls, as a path or a `file:` URL: `import.meta` exists in the ESM build only, `__filename` in the
 * CommonJS build only, the stack in both.
 */
export function fileOfCaller(): string {
  const { prepareStackTrace } = Error
  try {
    Error.prepareStackTrace = (_error, frames) => frames[0]?.getFileName() ?? ''
    const holder: { stack?: unknown } = {}
    Error.captureStackTrace(holder, fileOfCaller)
    return String(holder.stack)
  } finally {
    Error.prepareStackTrace = prepareStackTrace
  }
}
