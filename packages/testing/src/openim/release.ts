/** A release of the OpenIM server: `2.3`, `3.8.3`. Without a patch level: the last one of its line that is known. */
export type OpenImRelease = `${number}.${number}` | `${number}.${number}.${number}`

/** The release that is played when none is named: what comes after 3.8.3. */
export const latestRelease: OpenImRelease = '3.8.4'

/** Whether a release is as new as `mark` (`v3`, `v2.3`, `v3.8.1`). */
export function isSince(release: OpenImRelease, mark: string): boolean {
  return compare(release, mark) >= 0
}

/** Whether a release is not newer than `mark`. */
export function isUntil(release: OpenImRelease, mark: string): boolean {
  return compare(release, mark) <= 0
}

/**
 * The release, checked.
 *
 * @throws TypeError when it is none
 */
export function asRelease(release: OpenImRelease): OpenImRelease {
  if (typeof release === 'string' && /^[23]\.\d+(?:\.\d+)?$/.test(release)) return release
  throw new TypeError(`${JSON.stringify(release)} is no release of OpenIM; write it like "3.8.3" or "2.3".`)
}

/** Compares as many places as the mark has: 2.3.3 is not newer than v2.3. */
function compare(release: OpenImRelease, mark: string): number {
  const places = release.split('.').map(Number)
  const differences = mark
    .slice(1)
    .split('.')
    .map((place, index) => (places[index] ?? (index === 2 ? Number.MAX_SAFE_INTEGER : 0)) - Number(place))
  return differences.find((difference) => difference !== 0) ?? 0
}
