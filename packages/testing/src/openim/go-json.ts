/**
 * JSON as Go's `encoding/json` writes it: `<`, `>`, `&`, U+2028 and U+2029 as `\u00XX` escapes, keys in the order
 * given. Half a surrogate pair, which a text of Go cannot hold, becomes U+FFFD.
 *
 * @example
 * ```ts
 * import { goJson } from '@im-callback/testing'
 *
 * console.log(goJson({ content: '<b>' })) // {"content":"\u003cb\u003e"}
 * ```
 */
export function goJson(value: object): string {
  const text = JSON.stringify(value)
  if (text === undefined)
    throw new TypeError('goJson(value) takes what has JSON: its toJSON answers nothing.')
  // JSON.stringify writes halves of pairs as escapes; a preceding backslash would be a letter of the text.
  const whole = text.replace(/\\(?:\\|u(d[89a-f][0-9a-f]{2}))/g, (match, half) => (half ? '\ufffd' : match))
  return whole.replace(
    /[<>&\u2028\u2029]/g,
    (rune) => `\\u${rune.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
