// Opens queues of both kinds, uses and closes them, ends its client: the process then has to end by itself.
import { ListQueue } from '@im-callback/redis'
import { Redis } from 'ioredis'

const [port] = process.argv.slice(2)
const client = new Redis({ port: Number(port), host: '127.0.0.1' })

async function use(reliable: boolean): Promise<void> {
  const queue = new ListQueue({ client, key: `closes-${reliable}`, reliable })
  await new Promise<void>((handled) => {
    queue.consume(async () => handled())
    void queue.enqueue({
      CallbackCommand: 'C2C.CallbackAfterSendMsg',
      URLParams: { SdkAppid: '1', CallbackCommand: '' },
      Body: '{}',
      Id: '1',
      ReceivedAt: 1,
      Attempt: 1,
    })
  })
  await queue.close()
}

void Promise.all([use(true), use(false)]).then(() => client.disconnect())
