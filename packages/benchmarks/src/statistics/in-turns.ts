/**
 * Measures two things round by round, A B, B A, A B …: whatever changes on the machine meanwhile hits both, and
 * neither is always the one that goes first.
 */
export async function inTurns<T>(
  rounds: number,
  measureA: () => Promise<T>,
  measureB: () => Promise<T>,
): Promise<{ a: T[]; b: T[] }> {
  const a: T[] = []
  const b: T[] = []
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) a.push(await measureA())
    b.push(await measureB())
    if (round % 2 === 1) a.push(await measureA())
  }
  return { a, b }
}
