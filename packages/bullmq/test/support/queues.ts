import { BullMqQueue, type BullMqQueueOptions } from '../../src/index.js'
import { notes } from './jobs.js'

/** Queues of one test; all of them are closed after it. */
export function openQueues(defaults: () => BullMqQueueOptions) {
  const opened: BullMqQueue[] = []
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((queue) => queue.close({ timeout: 0 })))
  })
  return (options: Partial<BullMqQueueOptions> = {}): BullMqQueue => {
    const queue = new BullMqQueue({ logger: notes().logger, ...defaults(), ...options })
    opened.push(queue)
    return queue
  }
}
