import { createServer } from 'node:http'
import { CallbackHandler, tencent } from '@im-callback/core'
import { createNodeHandler } from '@im-callback/core/node'
import { sdkAppId, token } from '../callback.js'
import { answering } from '../process/answering.js'
import { listening } from '../servers/serve.js'

/** A deadline that is really armed, and does not pass while the gate is closed. */
const im = new CallbackHandler({ protocol: tencent({ sdkAppId, token }), deadline: 60_000 })

let held = 0
let open = () => {}
let gate = closed()

function closed(): Promise<void> {
  return new Promise((resolve) => {
    open = resolve
  })
}

im.on('C2C.CallbackBeforeSendMsg', async () => {
  held++
  await gate
  held--
})

const server = createServer(createNodeHandler(im))
server.keepAliveTimeout = 60_000

answering({
  port: listening(server),
  held: () => held,
  release: () => {
    open()
    gate = closed()
  },
  memory: () => process.memoryUsage(),
  memoryAfterCollection: async () => {
    for (let left = 3; left > 0; left--) {
      globalThis.gc?.()
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    return process.memoryUsage()
  },
})
