/** The last so many keys, so that a process remembers what it has finished without growing. */
export class RecentKeys {
  readonly #keys = new Set<string>()
  readonly #capacity: number

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  has(key: string): boolean {
    return this.#keys.has(key)
  }

  add(key: string): void {
    this.#keys.add(key)
    if (this.#keys.size <= this.#capacity) return
    // A Set keeps the order in which keys were added.
    for (const oldest of this.#keys) {
      this.#keys.delete(oldest)
      return
    }
  }
}
