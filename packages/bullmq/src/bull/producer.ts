import { Queue } from 'bullmq'
import { type StoredData, StoredJob } from './stored-job.js'

/** BullMQ's queue, as the side sees it that stores jobs and looks after them. */
export class Producer extends Queue<StoredData, void, string> {
  protected override get Job(): typeof StoredJob {
    return StoredJob
  }
}
