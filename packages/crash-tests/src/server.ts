// A server that takes events at full speed and notes what its handler does. It says where it listens; told anything, it
// handles what is left, says how many events were given up, and ends.
import { appendFileSync, openSync, writeSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { CallbackHandler, tencent } from '@im-callback/core'
import { imCallback } from '@im-callback/express'
import express from 'express'
import type { ServerConfig, ServerMessage } from './config.js'
import { openDedupe, openQueue } from './stores.js'

const config: ServerConfig = JSON.parse(process.argv[2] ?? '{}')
const journal = openSync(config.journal, 'a')
// One write per line, by the kernel: what is written outlives the process.
const note = (line: string) => writeSync(journal, `${line}\n`)
note('started')

/** What kills make the queues say is no news on the screen. */
const log = (message: string) => appendFileSync(`${config.journal}.log`, `${message}\n`)
const logger = { warn: log, error: log }

const im = new CallbackHandler({
  logger,
  protocol: tencent({ sdkAppId: 1400000000, token: 'crash' }),
  queue: openQueue(config, logger),
  dedupe: config.dedupe === undefined ? undefined : openDedupe(config.dedupe),
})
im.on('C2C.CallbackAfterSendMsg', {
  async: true,
  handle: async ({ body }) => {
    note(`begun ${body.MsgKey}`)
    await setImmediate()
    note(`handled ${body.MsgKey}`)
  },
})

const say = (message: ServerMessage) => process.send?.(message)
const server = express()
  .post('/im/callback', imCallback(im))
  .listen(0, '127.0.0.1', () => say({ port: (server.address() as AddressInfo).port }))

process.once('message', async () => {
  while (await isBusy()) await setTimeout(20)
  const { failed } = (await im.stats()).queue
  say({ failed })
  await im.close()
  process.exit()
})

async function isBusy(): Promise<boolean> {
  const { waiting, active, delayed } = (await im.stats()).queue
  return waiting + active + delayed > 0
}
