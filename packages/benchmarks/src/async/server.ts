import { createServer } from 'node:http'
import { CallbackHandler, type CallbackQueue, tencent } from '@im-callback/core'
import { imCallback } from '@im-callback/express'
import express from 'express'
import { afterCommand, path, sdkAppId, token } from '../callback.js'
import { answering, cpuTime } from '../process/answering.js'
import { listening } from '../servers/serve.js'
import { requestsPerRound } from './requests.js'

/** An Express app whose after-callbacks are handled from a queue, by a handler that does nothing. */
export function serveAsync(queue: CallbackQueue): void {
  const im = new CallbackHandler({ protocol: tencent({ sdkAppId, token }), queue })
  let handled = 0
  let wanted = Number.POSITIVE_INFINITY
  let tell = () => {}
  im.on(afterCommand, {
    async: true,
    handle: () => {
      if (++handled >= wanted) tell()
    },
  })

  /** Resolves when as many are handled as were sent since the last time. */
  const handledAll = (requests: number) =>
    new Promise<void>((resolve) => {
      wanted = requests
      tell = () => {
        handled = 0
        wanted = Number.POSITIVE_INFINITY
        resolve()
      }
      if (handled >= wanted) tell()
    })
  const app = express()
  app.post(path, imCallback(im))
  answering({ port: listening(createServer(app)), cpuTime, handledAll: () => handledAll(requestsPerRound) })
}
