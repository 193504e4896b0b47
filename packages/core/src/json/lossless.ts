const integer = /^-?\d+$/

/**
 * `JSON.parse`, but integers beyond 2^53 arrive as decimal strings instead of rounded: an official sample has an
 * 18-digit `User_Account`, and two users must not become one.
 */
export function parseLossless(text: string): unknown {
  const parsed: unknown = JSON.parse(text)
  // Only what is JSON as it stands: quotes would make a name or a value of integers that are none.
  return hasUnsafe(parsed) ? JSON.parse(quoteUnsafeIntegers(text)) : parsed
}

/** Whether there is a number that may have been an integer and was rounded. Cheaper than a look at the text. */
function hasUnsafe(value: unknown): boolean {
  if (typeof value === 'number') return Math.abs(value) > Number.MAX_SAFE_INTEGER
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some(hasUnsafe)
  const object = value as Record<string, unknown>
  for (const name in object) if (hasUnsafe(object[name])) return true
  return false
}

/** Puts quotes around every integer literal of JSON text that a double cannot hold; all else stays as it is. */
function quoteUnsafeIntegers(text: string): string {
  let out = ''
  let copied = 0
  let at = 0
  while (at < text.length) {
    const char = text.charCodeAt(at)
    if (char === quote) {
      at = endOfString(text, at)
    } else if (char === minus || isDigit(char)) {
      const end = endOfNumber(text, at)
      const token = text.slice(at, end)
      if (integer.test(token) && !Number.isSafeInteger(Number(token))) {
        out += `${text.slice(copied, at)}"${token}"`
        copied = end
      }
      at = end
    } else {
      at++
    }
  }
  return out + text.slice(copied)
}

const quote = 0x22
const minus = 0x2d
const backslash = 0x5c
const isDigit = (char: number) => char >= 0x30 && char <= 0x39

/** The position after the number that starts at `start`. */
function endOfNumber(text: string, start: number): number {
  const other = /[^\d.eE+-]/g
  other.lastIndex = start
  return other.exec(text)?.index ?? text.length
}

/** The position after the string that starts at `start`. */
export function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (char === backslash) at++
    else if (char === quote) return at + 1
  }
  return text.length
}
