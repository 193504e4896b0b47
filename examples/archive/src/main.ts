import type { AddressInfo } from 'node:net'
import { tencent } from '@im-callback/core'
import { shutdownOnSignal } from '@im-callback/core/node'
import { createHandler } from './handler.js'
import { path, startServer } from './server.js'
import { folder, redisUrl } from './settings.js'
import { openStores } from './stores.js'

const roles = ['both', 'web', 'worker']

/** `web` takes callbacks and stores them, `worker` handles what is stored, `both` is one process for both. */
async function main(role: string): Promise<void> {
  if (!roles.includes(role)) throw new Error(`The role is "${role}"; give ${roles.join(', ')}.`)
  const { PORT = '3007', IM_SDK_APP_ID: sdkAppId = '1400000000', IM_CALLBACK_TOKEN: token } = process.env
  const { queue, dedupe, place, close } = openStores(folder, redisUrl)
  const im = createHandler(folder, { protocol: tencent({ sdkAppId, token }), queue, dedupe, consume: false })

  const server = role === 'worker' ? undefined : await startServer(im, Number(PORT))
  if (role !== 'web') im.work()
  shutdownOnSignal(server, {
    close: async (options) => {
      await im.close(options)
      close()
      console.log('Stopped: what is not archived yet waits for the next start.')
    },
  })

  console.log(`Events wait in ${place}`)
  if (role !== 'web') console.log(`They are archived in ${folder}`)
  if (server === undefined) return
  const { port } = server.address() as AddressInfo
  console.log(`Callbacks are taken at http://127.0.0.1:${port}${path}`)
}

main(process.argv[2] ?? 'both').catch((error) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
