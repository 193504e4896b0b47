// SQLite's primary result codes: https://www.sqlite.org/rescode.html
const ioError = 10
const corrupt = 11
const notADatabase = 26

/** Whether an error means that later writes to this connection cannot be relied on. */
export function isBroken(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return false
  return [ioError, corrupt, notADatabase].includes(Number(error.errcode) & 0xff)
}
