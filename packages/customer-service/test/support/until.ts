/** Waits for something that has no promise of its own; fails when it does not come about. */
export async function until(isSo: () => boolean | Promise<boolean>, limit = 5000): Promise<void> {
  const end = Date.now() + limit
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not so within ${limit} ms: ${isSo}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}
