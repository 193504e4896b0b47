import { CallbackHandler, tencent } from '@im-callback/core'
import { setServerTimeouts, shutdownOnSignal } from '@im-callback/core/node'
import { imCallback } from '@im-callback/fastify'
import fastify from 'fastify'

// Give the server your own app, and a token to check signatures, with IM_SDK_APP_ID and IM_CALLBACK_TOKEN.
const { PORT = '3004', IM_SDK_APP_ID: sdkAppId = '1400000000', IM_CALLBACK_TOKEN: token } = process.env

export const app = fastify({ logger: { level: 'warn' } })

const handler = new CallbackHandler({ protocol: tencent({ sdkAppId, token }), logger: app.log })

handler.on('C2C.CallbackBeforeSendMsg', ({ body, reply }) => {
  const isSpam = body.MsgBody.some(
    (element) => element.MsgType === 'TIMTextElem' && element.MsgContent.Text.includes('spam'),
  )
  return isSpam ? reply.reject(120001, 'no advertising, please') : reply.ok()
})

handler.on('C2C.CallbackAfterSendMsg', {
  async: true,
  handle: ({ body }) => console.log(`${body.From_Account} wrote to ${body.To_Account}`),
})

app.register(imCallback, { path: '/im/callback', handler })
setServerTimeouts(app.server)

app.listen({ port: Number(PORT), host: '127.0.0.1' }, (error) => {
  if (error !== null) throw error
  console.log(`The Fastify example takes callbacks at http://127.0.0.1:${PORT}/im/callback`)
})
// The server first, with some grace; then the app, which closes the handler.
shutdownOnSignal(app.server, { close: () => app.close() })
