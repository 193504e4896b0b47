// Handles jobs of a queue: node run-source.cjs handles.ts <options as JSON> <what to do with a job>
import { BullMqQueue } from '../../src/index.js'

const [options = '{}', way = 'succeed'] = process.argv.slice(2)
const logger = {
  warn: () => {
    if (way === 'close at an error') void queue.close()
  },
  error: () => undefined,
}
const queue = new BullMqQueue({ logger, ...JSON.parse(options) })
queue.consume(async ({ Id, Attempt }) => {
  process.send?.({ Id, Attempt })
  if (way === 'hang') await new Promise(() => undefined)
  if (way === 'die') process.kill(process.pid, 'SIGKILL')
  if (way === 'close') void queue.close({ timeout: 100 })
})
if (way === 'close at once') void queue.close()
if (way === 'close when told') {
  process.once('message', () => {
    process.disconnect()
    void queue.close()
  })
}
