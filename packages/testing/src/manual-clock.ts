import { setImmediate as turn } from 'node:timers/promises'
import type { Clock, Timers } from '@im-callback/core'

/** Time that stands still until it is told to move; see {@link manualClock}. */
export interface ManualClock {
  /** For every `clock` option. */
  readonly clock: Clock
  /** For every `timers` option. */
  readonly timers: Timers
  /** The present moment, milliseconds since 1970. */
  readonly now: number
  /**
   * Moves time on. Timers that come due run in the order of their times, each at its own time, and what they set off
   * may settle before the next one runs. `advance(0)` runs what is due already.
   */
  advance(ms: number): Promise<void>
}

interface Timer {
  readonly due: number
  readonly callback: () => void
}

/**
 * A clock and timers that a test moves by hand: deadlines, retries and signatures without waiting.
 *
 * @param start Milliseconds since 1970. Default: the start of 2026, UTC.
 * @example
 * ```ts
 * import { CallbackHandler } from '@im-callback/core'
 * import { manualClock, payload } from '@im-callback/testing'
 *
 * const time = manualClock()
 * const im = new CallbackHandler({ clock: time.clock, timers: time.timers, deadline: 1800, onTimeout: 'reject' })
 * im.on('C2C.CallbackBeforeSendMsg', () => new Promise(() => {}))
 * const reply = im.handle(im.createEvent('C2C.CallbackBeforeSendMsg', {}, payload('C2C.CallbackBeforeSendMsg')))
 * await time.advance(1800)
 * console.log(await reply)
 * ```
 */
export function manualClock(start = Date.UTC(2026, 0, 1)): ManualClock {
  // A Set keeps the order of setting, which decides between timers of one moment.
  const waiting = new Set<Timer>()
  let now = start

  const next = (until: number): Timer | undefined => {
    let first: Timer | undefined
    for (const timer of waiting) {
      if (timer.due <= until && (first === undefined || timer.due < first.due)) first = timer
    }
    return first
  }

  return {
    clock: () => now,
    timers: {
      set: (callback, delay) => {
        const timer = { callback, due: now + Math.max(0, delay) }
        waiting.add(timer)
        return timer
      },
      clear: (handle) => void waiting.delete(handle as Timer),
    },
    get now() {
      return now
    },
    advance: async (ms) => {
      const until = now + ms
      await turn()
      for (let timer = next(until); timer !== undefined; timer = next(until)) {
        waiting.delete(timer)
        now = Math.max(now, timer.due)
        timer.callback()
        await turn()
      }
      now = until
    },
  }
}
