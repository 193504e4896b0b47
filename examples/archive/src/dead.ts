import type { DeadLetters } from '@im-callback/core'
import { folder, redisUrl } from './settings.js'
import { openStores } from './stores.js'

const pageSize = 100

/** `list` shows the events that were given up, `replay` puts them back on the queue. */
async function main(word: string): Promise<void> {
  if (!['list', 'replay'].includes(word)) throw new Error(`"${word}" is not known; give list or replay.`)
  const { queue, close } = openStores(folder, redisUrl)
  try {
    if (queue.deadLetters !== undefined) await show(queue.deadLetters, word === 'replay')
  } finally {
    await queue.close()
    close()
  }
}

async function show(deadLetters: DeadLetters, isReplayed: boolean): Promise<void> {
  let kept = 0
  for (;;) {
    const page = await deadLetters.list({ offset: kept, limit: pageSize })
    for (const { id, job, raw, error, failedAt } of page) {
      console.log(
        `${new Date(failedAt).toISOString()} ${job?.CallbackCommand ?? raw} ${error.split('\n')[0]}`,
      )
      const isBack = isReplayed && job !== undefined && (await deadLetters.replay(id))
      if (!isBack) kept++
    }
    if (page.length < pageSize) break
  }
  console.log(`${kept} dead letters`)
}

main(process.argv[2] ?? 'list').catch((error) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
