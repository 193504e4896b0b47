/** Standard base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** The bytes of standard base64 with padding; undefined when the text is anything else, other spellings included. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z\d+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
  // Bits that no byte needs must be zero: one signature has one spelling.
  return toBase64(bytes) === text ? bytes : undefined
}

const outward: Record<string, string> = { '+': '*', '/': '-', '=': '_' }
const inward: Record<string, string> = { '*': '+', '-': '/', _: '=' }

/** Base64 as a UserSig has it: `*`, `-` and `_` for `+`, `/` and `=`. Not the base64url of RFC 4648. */
export function toUrlText(bytes: Uint8Array): string {
  return toBase64(bytes).replace(/[+/=]/g, (char) => outward[char] ?? char)
}

/** The bytes behind the text of a UserSig, or undefined. */
export function fromUrlText(text: string): Uint8Array<ArrayBuffer> | undefined {
  return /[+/=]/.test(text) ? undefined : fromBase64(text.replace(/[*_-]/g, (char) => inward[char] ?? char))
}
