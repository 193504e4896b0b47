/** What a figure should reach. A miss is reported, never an error: machines differ. */
export interface Target {
  readonly text: string
  isMetBy(value: number): boolean
}

export function atLeast(least: number): Target {
  return { text: `>= ${least.toFixed(2)}`, isMetBy: (value) => value >= least }
}

export function atMost(most: number): Target {
  return { text: `<= ${most.toFixed(2)}`, isMetBy: (value) => value <= most }
}

/** The two last cells of a row: what was wanted, and whether it was reached. */
export function judged(target: Target | undefined, value: number): [string, string] {
  if (target === undefined) return ['-', '-']
  return [target.text, target.isMetBy(value) ? 'met' : 'NOT MET']
}
