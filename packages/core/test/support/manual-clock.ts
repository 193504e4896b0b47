import type { Timers } from '../../src/index.js'

/** Time that moves only when a test moves it. */
export function manualClock(start: number) {
  let present = start
  let next = 1
  const pending = new Map<number, { at: number; callback: () => void }>()
  const timers: Timers = {
    set(callback, delay) {
      pending.set(next, { at: present + delay, callback })
      return next++
    },
    clear: (handle) => void pending.delete(handle as number),
  }
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  }
  return {
    clock: () => present,
    timers,
    pending: () => pending.size,
    /** Moves time on, running what comes due in its order and letting promises settle between. */
    async advance(ms: number) {
      const end = present + ms
      await settle()
      for (;;) {
        const due = [...pending].filter(([, timer]) => timer.at <= end).sort((a, b) => a[1].at - b[1].at)[0]
        if (due === undefined) break
        pending.delete(due[0])
        present = Math.max(present, due[1].at)
        due[1].callback()
        await settle()
      }
      present = end
      await settle()
    },
  }
}
