/** Reads a column of what PostgreSQL answered. Numbers are asked for as text: apps set parsers of their own for them. */
function columnOf(row: unknown, name: string): unknown {
  if (typeof row !== 'object' || row === null) return undefined
  return Object.getOwnPropertyDescriptor(row, name)?.value
}

const strange = (what: string, name: string) =>
  new TypeError(`The message store's tables have no ${what} in ${name}: they were changed by something else.`)

export function textIn(row: unknown, name: string): string {
  const value = columnOf(row, name)
  if (typeof value === 'string') return value
  throw strange('text', name)
}

export const bigintIn = (row: unknown, name: string): bigint => BigInt(textIn(row, name))

export function bytesIn(row: unknown, name: string): Uint8Array {
  const value = columnOf(row, name)
  if (ArrayBuffer.isView(value) && 'BYTES_PER_ELEMENT' in value) return value as Uint8Array
  throw strange('bytes', name)
}
