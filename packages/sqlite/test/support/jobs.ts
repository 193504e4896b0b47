import type { CallbackJob } from '@im-callback/core'

const command = 'C2C.CallbackAfterSendMsg'

/** A job; its `Id` names it in what tests expect. */
export function job(id: number | string, more: Partial<CallbackJob> = {}): CallbackJob {
  return {
    CallbackCommand: command,
    URLParams: { SdkAppid: '1400000000', CallbackCommand: command },
    Body: '{}',
    Id: String(id),
    ReceivedAt: 1_669_872_112_000,
    Attempt: 1,
    ...more,
  }
}

/** The ids `first` to `last`. */
export const ids = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => String(first + index))
