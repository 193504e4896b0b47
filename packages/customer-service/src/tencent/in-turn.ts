/** Runs work, of one name one at a time: what comes later finds done what came before it, or failed. */
export class InTurn {
  readonly #last = new Map<string, Promise<void>>()

  run(name: string, work: () => Promise<void>): Promise<void> {
    const before = this.#last.get(name)
    const done = before === undefined ? work() : before.then(work, work)
    this.#last.set(name, done)
    const forget = () => {
      if (this.#last.get(name) === done) this.#last.delete(name)
    }
    done.then(forget, forget)
    return done
  }
}
