// SQLite's result codes: https://www.sqlite.org/rescode.html
const ioError = 10
const corrupt = 11
const notADatabase = 26
/** The index of the write-ahead log cannot grow: the disk is full. The index is memory, and no promise rests on it. */
const noRoomForIndex = 4874

/** Whether an error means that later writes to this connection cannot be relied on. */
export function isBroken(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return false
  const code = Number(error.errcode)
  return code !== noRoomForIndex && [ioError, corrupt, notADatabase].includes(code & 0xff)
}
