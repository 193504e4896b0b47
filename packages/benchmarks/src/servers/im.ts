import { CallbackHandler, tencent } from '@im-callback/core'
import { bannedWord, refusalCode, refusalText, sdkAppId, token } from '../callback.js'

/** The handler that all adapters under measurement serve. */
export const im = new CallbackHandler({ protocol: tencent({ sdkAppId, token }) })

im.on('C2C.CallbackBeforeSendMsg', (event) => {
  const [first] = event.body.MsgBody
  if (first?.MsgType === 'TIMTextElem' && first.MsgContent.Text.includes(bannedWord)) {
    return event.reply.reject(refusalCode, refusalText)
  }
})
