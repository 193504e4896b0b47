/** Waits for something that has no promise of its own; fails when it does not come about. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 5000
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not so within 5 s: ${isSo}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}
