/** Elements of this consumer's processing list that this process knows of; equal ones are counted. */
export class InHand {
  readonly #counts: Map<string, number>
  #size = 0

  constructor(elements: readonly string[] = []) {
    this.#counts = new Map()
    this.add(elements)
  }

  get size(): number {
    return this.#size
  }

  add(elements: readonly string[]): void {
    for (const element of elements) this.#counts.set(element, (this.#counts.get(element) ?? 0) + 1)
    this.#size += elements.length
  }

  /** Answers whether it was in hand. */
  remove(element: string): boolean {
    const count = this.#counts.get(element)
    if (count === undefined) return false
    this.#size--
    if (count === 1) this.#counts.delete(element)
    else this.#counts.set(element, count - 1)
    return true
  }

  /** Those of a list that are not in hand. */
  missing(list: readonly string[]): string[] {
    const left = new Map(this.#counts)
    return list.filter((element) => {
      const count = left.get(element) ?? 0
      left.set(element, count - 1)
      return count <= 0
    })
  }
}

/** What both lists hold, as often as both do. */
export function inBoth(one: readonly string[], other: readonly string[]): string[] {
  const hand = new InHand(one)
  return other.filter((element) => hand.remove(element))
}
