import {
  errorText,
  type Logger,
  type ProcessJob,
  type RetryPolicy,
  type Slots,
} from '@im-callback/core/queue'
import { UnrecoverableError, WaitingError } from 'bullmq'
import { type BullJob, NotAJob } from './stored-job.js'

interface AttemptOptions {
  readonly process: ProcessJob
  readonly slots: Slots
  /** How to give back each job that runs. */
  readonly running: Set<() => void>
  readonly retry: RetryPolicy
  readonly logger: Logger
}

/**
 * Handles one job once; `token` is BullMQ's proof that the job is ours. What it rejects with tells BullMQ what becomes of
 * the job: a `WaitingError` gave it back, an `UnrecoverableError` makes it a dead letter, everything else is a failed
 * attempt.
 */
export function attempt(job: BullJob, token: string | undefined, options: AttemptOptions): Promise<void> {
  const { process, slots, running, retry, logger } = options
  const { data } = job
  if (data instanceof NotAJob) return setAside(job, data, logger)
  // The policy of the process that handles it counts, whoever stored it.
  Object.assign(job.opts, { attempts: retry.attempts, backoff: ownStrategy, stackTraceLimit: 1 })
  return new Promise((resolve, reject) => {
    const giveBack = () => {
      running.delete(giveBack)
      job.moveToWait(token).then(() => reject(new WaitingError()), reject)
    }
    slots.run(async (signal) => {
      if (signal.aborted) return giveBack()
      running.add(giveBack)
      try {
        await process({ ...data, Attempt: job.attemptsStarted }, signal)
        resolve()
      } catch (error) {
        if (!signal.aborted) reject(failedAttempt(job, error))
        else if (running.has(giveBack)) giveBack()
      }
      running.delete(giveBack)
    })
  })
}

/** The one that the worker has. */
const ownStrategy = { type: 'custom' }

async function setAside(job: BullJob, { raw, error }: NotAJob, logger: Logger): Promise<never> {
  logger.error(`im-callback: what is stored as job ${job.id} is none, and was set aside. ${error}`)
  await job.updateData(new NotAJob(raw, error))
  throw new UnrecoverableError(error)
}

const longestReason = 500

/** An error of our own: BullMQ reads orders from those it is given, and stores their texts whatever their length. */
function failedAttempt(job: BullJob, error: unknown): Error {
  const text = errorText(error)
  const [first = ''] = text.split('\n', 1)
  const failed = new Error(`Attempt ${job.attemptsStarted}: ${first.slice(0, longestReason)}`)
  failed.stack = text
  return failed
}
