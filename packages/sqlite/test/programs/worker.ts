// Handles jobs in a process of its own: `fork(..., [file, options])`. It says which it begins; the job's body says how it goes.
import { SqliteQueue, type SqliteQueueOptions } from '@im-callback/sqlite'

const [file = '', options = '{}'] = process.argv.slice(2)
const more: Partial<SqliteQueueOptions> = JSON.parse(options)
const queue = new SqliteQueue({ file, durability: 'normal', pollInterval: 5, concurrency: 4, ...more })

queue.consume(async ({ Id, Attempt, Body }) => {
  process.send?.({ Id, Attempt })
  if (Body === 'kill') process.kill(process.pid, 'SIGKILL')
  if (Body !== 'done') await new Promise(() => undefined)
})

process.on('message', async () => {
  await queue.close({ timeout: 0 })
  process.disconnect()
})
