import assert from 'node:assert/strict'

const patience = 3000

/** Waits for something that has no promise of its own; fails when it does not come about. */
export async function until(isSo: () => boolean): Promise<void> {
  const end = Date.now() + patience
  while (!isSo()) {
    assert(Date.now() < end, `not so within ${patience} ms: ${isSo}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}
