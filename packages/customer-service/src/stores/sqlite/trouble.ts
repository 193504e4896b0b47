// SQLite's result codes: https://www.sqlite.org/rescode.html
const ioError = 10
const corrupt = 11
const notADatabase = 26
const tooBig = 18
const constraint = 19
const mismatch = 20
/** The index of the write-ahead log cannot grow: the disk is full. The index is memory, and no promise rests on it. */
const noRoomForIndex = 4874

/** Whether an error means that later writes to this connection cannot be relied on. */
export function isBroken(error: unknown): boolean {
  const code = codeOf(error)
  return code !== undefined && code !== noRoomForIndex && isOneOf(code, ioError, corrupt, notADatabase)
}

/** Whether an error is about what was to be written: a value SQLite does not take, or a row that is not as we write it. */
export function isOfOneChange(error: unknown): boolean {
  const code = codeOf(error)
  return code === undefined || isOneOf(code, tooBig, constraint, mismatch)
}

function codeOf(error: unknown): number | undefined {
  return typeof error === 'object' && error !== null && 'errcode' in error ? Number(error.errcode) : undefined
}

const isOneOf = (code: number, ...primary: number[]): boolean => primary.includes(code & 0xff)
