/** One server of each kind that treats requests or replies in its own way. */
export const serverVersions = ['2.0', '2.3', '3.4', '3.5', '3.6', '3.7', '3.8.0', '3.8.3', '3.8.4'] as const

/** A version of the OpenIM server; 3.8.4 stands for what comes after 3.8.3. */
export type ServerVersion = (typeof serverVersions)[number]

/** Whether a server has what came with `mark` (`v2.3`, `v3.8.1`, `v3`). */
export function isSince(version: ServerVersion, mark: string): boolean {
  return compare(version, mark) >= 0
}

/** Whether a server still has what went after `mark`. */
export function isUntil(version: ServerVersion, mark: string): boolean {
  return compare(version, mark) <= 0
}

/** `2` or `3`: command catalogues and replies of the two have little in common. */
export function generation(version: ServerVersion): 2 | 3 {
  return version.startsWith('2.') ? 2 : 3
}

function compare(version: ServerVersion, mark: string): number {
  const [mine, other] = [version, mark.replace('v', '')].map((text) => text.split('.').map(Number))
  for (const place of [0, 1, 2]) {
    const difference = (mine?.[place] ?? 0) - (other?.[place] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** The option that says what `auto` finds out. */
export function optionOf(version: ServerVersion): 'v2' | 'v3.4' | 'v3.6' | 'v3' {
  if (isSince(version, 'v3.7')) return 'v3'
  if (isSince(version, 'v3.5')) return 'v3.6'
  return isSince(version, 'v3') ? 'v3.4' : 'v2'
}
