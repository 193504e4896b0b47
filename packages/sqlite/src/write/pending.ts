import type { PendingChange } from './change.js'

/** What one transaction takes: it must not hold up the process for long. */
const most = { changes: 256, bytes: 1024 * 1024 }

/** Changes in the order in which they came. */
export class Pending {
  #changes: PendingChange[] = []

  get isEmpty(): boolean {
    return this.#changes.length === 0
  }

  add(change: PendingChange): void {
    this.#changes.push(change)
  }

  /** Those that go first. */
  giveBack(changes: readonly PendingChange[]): void {
    this.#changes.unshift(...changes)
  }

  takeAll(): PendingChange[] {
    return this.#changes.splice(0)
  }

  /** As many as belong into one transaction. */
  takeSome(): PendingChange[] {
    let count = 0
    let bytes = 0
    for (const change of this.#changes) {
      bytes += change.bytes
      if (count === most.changes || (count > 0 && bytes > most.bytes)) break
      count++
    }
    return this.#changes.splice(0, count)
  }
}

/** Splits in order: those of which it is so, and the others. */
export function partition<T>(items: readonly T[], isSo: (item: T) => boolean): [T[], T[]] {
  const [those, others]: [T[], T[]] = [[], []]
  for (const item of items) (isSo(item) ? those : others).push(item)
  return [those, others]
}
