/** Raised once. Waiting for it leaves nothing behind, unlike a race with a promise that lives long. */
export class Flag {
  readonly #listeners = new Set<() => void>()
  #isRaised = false

  get isRaised(): boolean {
    return this.#isRaised
  }

  raise(): void {
    this.#isRaised = true
    for (const listener of this.#listeners) listener()
  }

  /** Waits for the work, or for the flag. */
  async or(work: Promise<unknown>): Promise<void> {
    if (this.#isRaised) return
    let listener = () => {}
    const raised = new Promise<void>((resolve) => {
      listener = resolve
    })
    this.#listeners.add(listener)
    try {
      await Promise.race([work, raised])
    } finally {
      this.#listeners.delete(listener)
    }
  }
}
