import { type CallbackJob, readJob } from '@im-callback/core/queue'

/** A job as the queue's file keeps it: JSON, with the number of the attempt beside it. */
export function readContent(text: string, attempt: number): CallbackJob {
  return { ...readJob(parse(text)), Attempt: attempt }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new TypeError('A job is JSON; this is none.')
  }
}
