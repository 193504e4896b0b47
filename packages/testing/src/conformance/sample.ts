/** Bytes a body may have. */
export const bodyLimit = 256 * 1024

/** A body of exactly so many bytes. */
export function paddedTo(bytes: number): string {
  const empty = JSON.stringify({ MsgBody: [], Padding: '' })
  return JSON.stringify({ MsgBody: [], Padding: 'x'.repeat(bytes - empty.length) })
}

/** A body with brackets so many levels deep. */
export function nested(levels: number): string {
  return `{"MsgBody":[],"Deep":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`
}
