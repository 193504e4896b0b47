// A worker: no Node, none of its types.
import { CallbackHandler, tencent } from '@im-callback/core'
import { createFetchHandler } from '@im-callback/core/fetch'

const im = new CallbackHandler({ protocol: tencent({ sdkAppId: 1400000000, token: 'a-token' }) })
im.on('C2C.CallbackBeforeSendMsg', (event) => event.reply.reject(120001, 'no advertising'))

// @ts-expect-error nothing here may bring the types of Node along
export type NodeProcess = typeof process

export default { fetch: createFetchHandler(im) }
