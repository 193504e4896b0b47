import type { Tables } from '../tables/tables.js'

/** What became of a change that reached the file: done, or refused with a reason while all others went on. */
type Outcome<T> = { readonly value: T } | { readonly refused: Error }

/** One change to the file. It runs inside a transaction, with others, and again when that one fails. */
export interface Change<T> {
  /** About how many bytes it adds. */
  readonly bytes: number
  /**
   * Milliseconds its caller waits for a file that is locked; then, and when the file fails, it rejects. Undefined: it is
   * tried until it succeeds or the queue is closed.
   */
  readonly patience: number | undefined
  apply(tables: Tables): Outcome<T>
}

/** A change that answers nothing and is never given up. */
export const lasting = (apply: (tables: Tables) => void): Change<void> => ({
  bytes: 0,
  patience: undefined,
  apply: (tables) => {
    apply(tables)
    return { value: undefined }
  },
})

/** A change on its way. */
export class PendingChange {
  readonly bytes: number
  readonly isLasting: boolean
  readonly #deadline: number
  readonly #apply: (tables: Tables) => () => void
  readonly reject: (error: Error) => void

  static of<T>(
    change: Change<T>,
    resolve: (value: T) => void,
    reject: (error: Error) => void,
  ): PendingChange {
    return new PendingChange(
      change,
      (tables) => {
        const outcome = change.apply(tables)
        return () => ('value' in outcome ? resolve(outcome.value) : reject(outcome.refused))
      },
      reject,
    )
  }

  private constructor(
    { bytes, patience }: Pick<Change<unknown>, 'bytes' | 'patience'>,
    apply: (tables: Tables) => () => void,
    reject: (error: Error) => void,
  ) {
    this.bytes = bytes
    this.isLasting = patience === undefined
    this.#deadline = performance.now() + (patience ?? Number.POSITIVE_INFINITY)
    this.#apply = apply
    this.reject = reject
  }

  get hasTime(): boolean {
    return performance.now() < this.#deadline
  }

  /** Answers what tells the caller, to be called after the commit. */
  apply(tables: Tables): () => void {
    return this.#apply(tables)
  }
}
