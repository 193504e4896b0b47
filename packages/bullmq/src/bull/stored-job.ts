import { type CallbackJob, readJob } from '@im-callback/core/queue'
import { Job, type JobJson, type JobProgress, type MinimalQueue } from 'bullmq'

/** What is stored where a job should be, and cannot be read as one. */
export class NotAJob {
  constructor(
    /** As it was stored. */
    readonly raw: string,
    /** What is wrong with it. */
    readonly error: string,
  ) {}
}

export type StoredData = CallbackJob | NotAJob

export type BullJob = Job<StoredData, void, string>

/**
 * BullMQ's job, whose data may be anything: BullMQ itself fails on text that is not JSON, and leaves such a job where it
 * is for good.
 */
export class StoredJob<T, R, N extends string, P extends JobProgress> extends Job<T, R, N, P> {
  static override fromJSON<T, R, N extends string>(
    queue: MinimalQueue,
    json: JobJson,
    id?: string,
  ): Job<T, R, N> {
    const { data } = json
    json.data = '{}'
    const job = Job.fromJSON<T, R, N>(queue, json, id)
    job.data = readData(data) as T
    return job
  }
}

function readData(text: string): StoredData {
  try {
    const value: unknown = JSON.parse(text)
    return isSetAside(value) ? new NotAJob(value.raw, value.error) : readJob(value)
  } catch (error) {
    return new NotAJob(text, error instanceof TypeError ? error.message : 'A job is JSON; this is none.')
  }
}

/** A `NotAJob` that was stored: JSON now, which every reader of the queue understands. */
const isSetAside = (value: unknown): value is NotAJob =>
  typeof value === 'object' &&
  value !== null &&
  'raw' in value &&
  typeof value.raw === 'string' &&
  'error' in value &&
  typeof value.error === 'string'
