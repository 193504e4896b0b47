/** Reads a column of what a database answered. The tables are strict: only what was changed by something else makes these throw. */
function columnOf(row: unknown, name: string): unknown {
  if (typeof row !== 'object' || row === null) return undefined
  return Object.getOwnPropertyDescriptor(row, name)?.value
}

const strange = (what: string, name: string) =>
  new TypeError(`The message store's tables have no ${what} in ${name}: they were changed by something else.`)

export function numberIn(row: unknown, name: string): number {
  const value = columnOf(row, name)
  if (typeof value === 'number') return value
  throw strange('number', name)
}

/** PostgreSQL is asked for numbers as text: apps set parsers of their own for them. */
export function bigintIn(row: unknown, name: string): bigint {
  const value = columnOf(row, name)
  if (typeof value === 'bigint') return value
  if (typeof value === 'string' && /^-?\d+$/.test(value)) return BigInt(value)
  throw strange('number', name)
}

export function textIn(row: unknown, name: string): string {
  const value = columnOf(row, name)
  if (typeof value === 'string') return value
  throw strange('text', name)
}

export function bytesIn(row: unknown, name: string): Uint8Array {
  const value = columnOf(row, name)
  if (ArrayBuffer.isView(value) && 'BYTES_PER_ELEMENT' in value) return value as Uint8Array
  throw strange('bytes', name)
}
