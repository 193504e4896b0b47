/** Waits for what comes about in a file or in another process, that is, without a promise of its own. */
export async function until(isSo: () => boolean | Promise<boolean>, patience = 10_000): Promise<void> {
  const end = performance.now() + patience
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`not so within ${patience} ms: ${isSo}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
