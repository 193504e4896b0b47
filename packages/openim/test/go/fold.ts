/**
 * A key in the form in which Go compares it with the names of a struct's fields: case folded rune by rune. Two runes
 * outside of ASCII fold to a letter, the long s and the Kelvin sign; `toLowerCase` would fold more.
 */
export function fold(key: string): string {
  return key.replace(/[A-Z\u017f\u212a]/g, (rune) => {
    if (rune === '\u017f') return 's'
    return rune === '\u212a' ? 'k' : rune.toLowerCase()
  })
}
