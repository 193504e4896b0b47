/** The present moment in milliseconds since 1970. Default everywhere: `Date.now`. */
export type Clock = () => number

/** Where delays come from: `setTimeout` and `clearTimeout`, or a stand-in that a test moves by hand. */
export interface Timers {
  /** Calls `callback` once after `delay` milliseconds; answers a handle for `clear`. */
  set(callback: () => void, delay: number): unknown
  /** Forgets a timer; unknown and finished handles are ignored. */
  clear(handle: unknown): void
}

export const systemTimers: Timers = {
  set: (callback, delay) => setTimeout(callback, delay),
  clear: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
}
