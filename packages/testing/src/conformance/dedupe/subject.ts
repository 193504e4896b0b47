import type { DedupeStore } from '@im-callback/core'

/** A dedupe store implementation, and how to make places for its answers. */
export interface DedupeUnderTest {
  /** For test names: `memoryDedupe`. */
  readonly name: string
  /** Whether several processes share the answers. Default true. */
  readonly shared?: boolean | undefined
  /** A new, empty place for the answers of one test. */
  readonly createStore: () => Promise<DedupePlace>
}

/** Where answers are kept: this process' memory, a Redis server. */
export interface DedupePlace {
  /** A store object on this place, as a process has it. Where places are shared, several stand for several processes. */
  open(options: DedupeTestOptions): DedupeProcess | Promise<DedupeProcess>
  /** Makes the place unreachable, as a crash of its server does; every shared place needs this. */
  fail?(): Promise<void>
  /** Makes it reachable again; it may have forgotten everything. */
  recover?(): Promise<void>
  /** Removes the place. */
  dispose(): Promise<void>
}

/** A store as one process has it. */
export interface DedupeProcess {
  readonly store: DedupeStore
  /** Cuts it off from the place for ever, as if its process had died; every shared place needs this. */
  die?(): void
}

/** What the suite sets; reservations of dead processes should end within a second or so. */
export interface DedupeTestOptions {
  /** Milliseconds an answer is remembered. */
  readonly ttl: number
}
