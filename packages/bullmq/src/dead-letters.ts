import {
  type DeadLetter,
  type DeadLetterPage,
  type DeadLetters,
  notReplayable,
} from '@im-callback/core/queue'
import type { Producer } from './bull/producer.js'
import { type BullJob, NotAJob } from './bull/stored-job.js'
import type { Link } from './redis/link.js'

/** Milliseconds: a page of large jobs takes its time, and no callback waits for it. */
const patience = 10_000

/** BullMQ's failed jobs, as dead letters. */
export class BullMqDeadLetters implements DeadLetters {
  readonly #bull: Producer
  readonly #link: Link

  constructor(bull: Producer, link: Link) {
    this.#bull = bull
    this.#link = link
  }

  list({ offset = 0, limit = 100 }: DeadLetterPage = {}): Promise<DeadLetter[]> {
    return this.#ask(async () => {
      if (!(limit >= 1)) return []
      const last = Number.isFinite(limit) ? offset + limit - 1 : -1
      const jobs = await this.#bull.getJobs(['failed'], offset, last, true)
      return jobs.map(letterOf)
    })
  }

  async get(id: string): Promise<DeadLetter | undefined> {
    const job = await this.#ask(() => this.#failed(id))
    return job && letterOf(job)
  }

  async replay(id: string): Promise<boolean> {
    const job = await this.#ask(() => this.#failed(id))
    if (job === undefined) return false
    if (job.data instanceof NotAJob) throw notReplayable({ id, error: job.data.error })
    return await this.#ask(async () => {
      await this.#link.client.hdel(this.#bull.toKey(id), interruptions)
      return await unlessGone(job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true }))
    })
  }

  discard(id: string): Promise<boolean> {
    return this.#ask(async () => {
      const job = await this.#failed(id)
      if (job === undefined) return false
      await job.remove()
      return true
    })
  }

  #ask<T>(work: () => Promise<T>): Promise<T> {
    return this.#link.ask(work, patience)
  }

  async #failed(id: string): Promise<BullJob | undefined> {
    // Asked first: an id may be the name of one of BullMQ's other keys.
    if (!(await this.#bull.getBackend().isJobInState('failed', id))) return undefined
    return await this.#bull.getJob(id)
  }
}

/** BullMQ's field for them, which its own retry leaves as it is. */
const interruptions = 'stc'

/** BullMQ's word for a job that was interrupted too often. */
export const stalledTooOften = 'job stalled more than allowable limit'

function letterOf(job: BullJob): DeadLetter {
  const { data, attemptsStarted, finishedOn = 0 } = job
  const isJob = !(data instanceof NotAJob)
  return {
    id: String(job.id),
    job: isJob ? { ...data, Attempt: attemptsStarted } : undefined,
    raw: isJob ? undefined : data.raw,
    error: isJob ? reasonOf(job) : data.error,
    failedAt: finishedOn,
  }
}

function reasonOf({ failedReason, stacktrace, stalledCounter }: BullJob): string {
  if (failedReason === stalledTooOften) {
    return `Interrupted ${stalledCounter} times: each process that had it died, or was too busy to keep its lease.`
  }
  return stacktrace?.at(-1) ?? failedReason ?? 'unknown'
}

const codesOfGone: readonly unknown[] = [-1, -3]

/** False when somebody else was faster, and the job is no longer where it was. */
async function unlessGone(work: Promise<void>): Promise<boolean> {
  try {
    await work
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && codesOfGone.includes(error.code)) return false
    throw error
  }
}
