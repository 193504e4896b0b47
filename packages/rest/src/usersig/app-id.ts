/** An SDKAppID as the number the platform signs; text is what environments give. */
export function toAppId(what: string, value: number | string): number {
  const isWhole = typeof value === 'number' ? Number.isSafeInteger(value) : /^\d{1,15}$/.test(value)
  if (isWhole && Number(value) > 0) return Number(value)
  throw new TypeError(
    `${what}: sdkAppId is ${JSON.stringify(value)}; give the app's number, such as 1400000000.`,
  )
}
