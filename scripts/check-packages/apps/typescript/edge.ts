// A worker: no Node, none of its types.
import { CallbackHandler, tencent } from '@im-callback/core'
import { createFetchHandler } from '@im-callback/core/fetch'
import { Message, TencentRest } from '@im-callback/rest'

const rest = new TencentRest({ sdkAppId: 1400000000, secretKey: 'a-key' })
const im = new CallbackHandler({ protocol: tencent({ sdkAppId: 1400000000, token: 'a-token' }), rest })
im.on('C2C.CallbackBeforeSendMsg', (event) => event.reply.reject(120001, 'no advertising'))
im.on('C2C.CallbackAfterSendMsg', async (event) => {
  await event.rest.sendMessage(new Message().to(event.body.From_Account).text('seen'))
})

// @ts-expect-error nothing here may bring the types of Node along
export type NodeProcess = typeof process

export default { fetch: createFetchHandler(im) }
