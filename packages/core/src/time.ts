/** The present moment in milliseconds since 1970. Default everywhere: `Date.now`. */
export type Clock = () => number

/** Where delays come from: `setTimeout` and `clearTimeout`, or a stand-in that a test moves by hand. */
export interface Timers {
  /** Calls `callback` once after `delay` milliseconds; answers a handle for `clear`. */
  set(callback: () => void, delay: number): unknown
  /** Forgets a timer; unknown and finished handles are ignored. */
  clear(handle: unknown): void
}

/** `setTimeout` takes a longer delay for none at all. */
export const longestTimer = 0x7fffffff

export const systemTimers: Timers = {
  set: (callback, delay) => setTimeout(callback, Math.min(delay, longestTimer)),
  clear: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
}
