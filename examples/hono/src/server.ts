import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { CallbackHandler, tencent } from '@im-callback/core'
import { createFetchHandler } from '@im-callback/core/fetch'
import { setServerTimeouts, shutdownOnSignal } from '@im-callback/core/node'
import { Hono } from 'hono'

// Give the server your own app, and a token to check signatures, with IM_SDK_APP_ID and IM_CALLBACK_TOKEN.
const { PORT = '3002', IM_SDK_APP_ID: sdkAppId = '1400000000', IM_CALLBACK_TOKEN: token } = process.env

export const im = new CallbackHandler({ protocol: tencent({ sdkAppId, token }) })

im.on('C2C.CallbackBeforeSendMsg', ({ body, reply }) => {
  const isSpam = body.MsgBody.some(
    (element) => element.MsgType === 'TIMTextElem' && element.MsgContent.Text.includes('spam'),
  )
  return isSpam ? reply.reject(120001, 'no advertising, please') : reply.ok()
})

im.on('C2C.CallbackAfterSendMsg', {
  async: true,
  handle: ({ body }) => console.log(`${body.From_Account} wrote to ${body.To_Account}`),
})

const app = new Hono()
// This server holds clients to the length they declare, so their bodies need not be counted: several times as fast.
const callback = createFetchHandler(im, { trustContentLength: true })
app.post('/im/callback', (c) => callback(c.req.raw))

export const server = createServer(getRequestListener(app.fetch))
server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`The Hono example takes callbacks at http://127.0.0.1:${PORT}/im/callback`)
})
setServerTimeouts(server)
shutdownOnSignal(server, im)
