/** Time limits that end when `expire` is called. */
export function manualTimers() {
  const pending = new Set<() => void>()
  return {
    expire: () => {
      for (const callback of [...pending]) callback()
    },
    timers: {
      set: (callback: () => void) => {
        pending.add(callback)
        return callback
      },
      clear: (handle: unknown) => void pending.delete(handle as () => void),
    },
  }
}
