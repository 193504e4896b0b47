/** Equality in a time that depends on the length of what was sent alone. */
export function sameText(sent: string, known: string): boolean {
  let difference = sent.length ^ known.length
  for (let at = 0; at < sent.length; at++) {
    difference |= sent.charCodeAt(at) ^ known.charCodeAt(at % known.length)
  }
  return difference === 0
}

/** Compares with every one, whether or not one has fitted already. */
export function sameAsOne(sent: string, known: readonly string[]): boolean {
  let fits = false
  for (const one of known) fits = sameText(sent, one) || fits
  return fits
}
