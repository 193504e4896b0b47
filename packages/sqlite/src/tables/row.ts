/**
 * Reads a column of what SQLite answered. Lists are made with `Array.from`: under Jest the driver's own arrays come from
 * another realm, and would not equal those of a test.
 *
 * The tables are strict, so only a strange file makes these throw.
 */
function columnOf(row: unknown, name: string): unknown {
  if (typeof row !== 'object' || row === null) return undefined
  return Object.getOwnPropertyDescriptor(row, name)?.value
}

export function numberIn(row: unknown, name: string): number {
  const value = columnOf(row, name)
  if (typeof value === 'number') return value
  throw new TypeError(`The queue's file has no number in ${name}.`)
}

export function textIn(row: unknown, name: string): string {
  const value = columnOf(row, name)
  if (typeof value === 'string') return value
  throw new TypeError(`The queue's file has no text in ${name}.`)
}

export const isNullIn = (row: unknown, name: string): boolean => columnOf(row, name) === null
