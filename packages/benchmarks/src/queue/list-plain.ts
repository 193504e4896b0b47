// RPUSH and BLPOP as one writes them by hand.
import type { CallbackJob } from '@im-callback/core'
import { serveSide } from './bullmq-side.js'
import { key, openList } from './list-client.js'

const producer = await openList()

serveSide({
  enqueue: (job) => producer.push(key, JSON.stringify(job)),
  work: (handle) => {
    let isClosed = false
    const run = async () => {
      const consumer = await openList()
      while (!isClosed) {
        const element = await consumer.pop(key)
        const job: CallbackJob | undefined = element === null ? undefined : JSON.parse(element)
        if (job !== undefined) await handle(job)
      }
      consumer.close()
    }
    const ended = run()
    return {
      close: () => {
        isClosed = true
        return ended
      },
    }
  },
})
