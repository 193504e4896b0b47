import { SqliteQueue, type SqliteQueueOptions } from '@im-callback/sqlite'
import { newFolder } from './folder.js'

/** A folder of its own for each test, and queues on the file in it that are closed afterwards. */
export function queueBench() {
  let place = newFolder()
  place.remove()
  const opened: SqliteQueue[] = []
  const logged: string[] = []
  const log = (message: string) => void logged.push(message)

  beforeEach(() => {
    place = newFolder()
    logged.length = 0
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((queue) => queue.close({ timeout: 0 })))
    place.remove()
  })

  return {
    /** What the queues told their operator. */
    logged,
    get folder() {
      return place.folder
    },
    get file() {
      return place.file
    },
    open: (options: Partial<SqliteQueueOptions> = {}): SqliteQueue => {
      const queue = new SqliteQueue({
        file: place.file,
        durability: 'normal',
        pollInterval: 5,
        retry: { attempts: 3, minDelay: 2, maxDelay: 8 },
        logger: { warn: log, error: log },
        ...options,
      })
      opened.push(queue)
      return queue
    },
  }
}
