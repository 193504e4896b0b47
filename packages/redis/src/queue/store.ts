import type { Outcome } from './outcome.js'

/** What differs between the ways to keep elements: the plain list, the reliable one, three functions of the app. */
export interface ElementStore {
  /** Pushes elements, in this order; rejects when it is not known that all of them are there. */
  push(elements: readonly string[]): Promise<void>
  /** Up to `most` elements. Waits a while for the first; none when none came. */
  take(most: number): Promise<string[]>
  /** Lets a `take` that waits come back, now and from now on. */
  wake(): void
  /** Ends the handling of an element; may be called again when that rejected. */
  settle(element: string, outcome: Outcome): Promise<void>
  /** Elements that wait. */
  length(): Promise<number>
  /** Elements that are handled, when the store knows better than this process. */
  active?(): Promise<number>
  delayed?(): Promise<number>
  /** Dead letters. */
  failed(): Promise<number>
  /** Begins what has to be done as long as there is a consumer. */
  begin?(): void
  /** Ends all that; `isIdle` when nothing taken is left. Never rejects. */
  end(isIdle: boolean): Promise<void>
}
