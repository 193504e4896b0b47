/** The name closest to a mistyped one, or undefined when none is close. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  let best: string | undefined
  let bestDistance = Math.max(2, Math.floor(name.length / 4)) + 1
  for (const candidate of names) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue
    const found = distance(name.toLowerCase(), candidate.toLowerCase())
    if (found < bestDistance) [best, bestDistance] = [candidate, found]
  }
  return best
}

/** Levenshtein: how many letters have to be put in, taken out or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length }, (_, index) => index + 1)
  for (const [i, letter] of [...a].entries()) {
    let diagonal = i
    let left = i + 1
    row = row.map((above, j) => {
      left = Math.min(diagonal + (letter === b[j] ? 0 : 1), above + 1, left + 1)
      diagonal = above
      return left
    })
  }
  return row.at(-1) ?? a.length
}

/** Throws when an options object has a member that no one reads: a mistyped name must not pass for a default. */
export function checkOptionNames(what: string, options: object, known: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue
    const meant = nearest(name, known)
    const hint = meant === undefined ? `It takes ${known.join(', ')}.` : `Did you mean "${meant}"?`
    throw new TypeError(`${what} has no option "${name}". ${hint}`)
  }
}
