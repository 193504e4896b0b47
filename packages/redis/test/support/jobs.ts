import type { CallbackJob, CallbackQueue } from '@im-callback/core'

const command = 'C2C.CallbackAfterSendMsg'

export function job(id: number | string, more: Partial<CallbackJob> = {}): CallbackJob {
  return {
    CallbackCommand: command,
    URLParams: { SdkAppid: '1400000000', CallbackCommand: command },
    Body: '{"text":"secret of a stranger"}',
    Id: String(id),
    ReceivedAt: 1_669_872_112_000,
    Attempt: 1,
    ...more,
  }
}

/** Handles jobs by what `handle` does; answers the jobs it began with. */
export function consume(
  queue: CallbackQueue,
  handle: (job: CallbackJob, signal: AbortSignal) => unknown = () => undefined,
): CallbackJob[] {
  const begun: CallbackJob[] = []
  queue.consume(async (given, signal) => {
    begun.push(given)
    await handle(given, signal)
  })
  return begun
}

const patience = 20_000

/** Waits for what comes about in Redis or in another process; fails when it does not. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + patience
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not so within ${patience} ms: ${isSo}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** A logger that keeps what it is told. */
export function recorder() {
  const lines: string[] = []
  const log = (message: string, ...details: unknown[]) => void lines.push([message, ...details].join(' '))
  return { lines, logger: { warn: log, error: log } }
}
