/**
 * An SDKAppID as the number the platform signs; text is what environments give.
 *
 * @throws TypeError that does not repeat a text: mixed up with the key, it would be a secret
 */
export function toAppId(what: string, value: number | string): number {
  const isWhole =
    typeof value === 'number'
      ? Number.isSafeInteger(value)
      : typeof value === 'string' && /^\d{1,15}$/.test(value)
  if (isWhole && Number(value) > 0) return Number(value)
  throw new TypeError(`${what}: sdkAppId is ${inWords(value)}; give the app's number, such as 1400000000.`)
}

function inWords(value: unknown): string {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return `a ${typeof value}`
  return value === '' ? 'empty' : 'a text that is no number'
}
