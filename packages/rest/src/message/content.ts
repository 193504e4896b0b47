/** The only value of the download flags: by the address, not by a key. */
export const byUrl = 2

/** Text as it is, anything else as JSON. */
export function customData(data: unknown): string {
  const text: unknown = typeof data === 'string' ? data : JSON.stringify(data)
  if (typeof text === 'string') return text
  throw new TypeError('customData takes text, or what JSON can write.')
}
