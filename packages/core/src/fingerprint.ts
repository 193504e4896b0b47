/**
 * 128 bits of a text, as hex. Four mixed 32-bit multiplicative hashes: good against chance, not against a forger;
 * only the platform, which passed authentication, gets to choose the text.
 */
export function fingerprint(text: string): string {
  let a = 0x9e3779b9
  let b = 0x85ebca6b
  let c = 0xc2b2ae35
  let d = 0x27d4eb2f
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at)
    a = mix(a ^ char, 0x01000193)
    b = mix(b ^ char, 0x5bd1e995)
    c = mix(c ^ char, 0xcc9e2d51)
    d = mix(d ^ char, 0x1b873593)
  }
  const hex = [a, b, c, d].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('')
  return `${hex}.${text.length.toString(36)}`
}

function mix(lane: number, prime: number): number {
  const mixed = Math.imul(lane, prime)
  return mixed ^ (mixed >>> 15)
}
