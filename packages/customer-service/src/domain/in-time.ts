import type { Services } from './services.js'

/** Milliseconds a push service has; nobody waits longer for it. */
const patience = 2000

/** Rejects when the work takes too long; what becomes of it then is nobody's business. */
export async function inTime({ timers }: Pick<Services, 'timers'>, work: Promise<void>): Promise<void> {
  let timer: unknown
  const late = new Promise<never>((_, reject) => {
    timer = timers.set(() => reject(new Error(`It took more than ${patience} ms.`)), patience)
  })
  try {
    await Promise.race([work, late])
  } finally {
    timers.clear(timer)
  }
}
