import type { CallbackJob, Logger } from '@im-callback/core'

export const command = 'C2C.CallbackAfterSendMsg'

export const job = (id: number | string, more: Partial<CallbackJob> = {}): CallbackJob => ({
  CallbackCommand: command,
  URLParams: { SdkAppid: '1400000000', CallbackCommand: command },
  Body: '{"text":"你好"}',
  Id: String(id),
  ReceivedAt: 1_669_872_112_000,
  Attempt: 1,
  ...more,
})

/** A logger, and what it was told. */
export function notes(): { logger: Logger; said: string[]; details: unknown[] } {
  const said: string[] = []
  const details: unknown[] = []
  const note = (message: string, ...more: unknown[]) => {
    said.push(message)
    details.push(...more)
  }
  return { logger: { warn: note, error: note }, said, details }
}

/** Waits for what comes about in Redis, that is, without a promise of its own. */
export async function until(isSo: () => boolean | Promise<boolean>, patience = 20_000): Promise<void> {
  const end = Date.now() + patience
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not so within ${patience} ms: ${isSo}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

export function gate(): { promise: Promise<void>; open: () => void } {
  let open = () => {}
  const promise = new Promise<void>((resolve) => {
    open = resolve
  })
  return { promise, open }
}
