import { CallbackHandler, tencent } from '@im-callback/core'
import { imCallback } from '@im-callback/express'
import { openim } from '@im-callback/openim'
import express, { type Express } from 'express'
import { refuseOpenIm, rewriteOpenIm } from '../openim.js'
import { paths, type Settings } from '../settings.js'
import { answerTencent } from '../tencent.js'

/** A handler for each platform, served by one Express app. */
export function createApp(settings: Settings): Express {
  const app = express()
  app.disable('x-powered-by')
  app.post(paths.tencent, imCallback(tencentHandler(settings)))
  // Everything below: OpenIM puts the command behind the path it was given.
  app.use(paths.openim, imCallback(openImHandler(settings)))
  return app
}

function tencentHandler({ sdkAppId, token }: Settings): CallbackHandler {
  const im = new CallbackHandler({ protocol: tencent({ sdkAppId, token }) })
  im.on('C2C.CallbackBeforeSendMsg', ({ body, reply }) =>
    answerTencent(body.MsgBody, reply, (reason) => reply.reject(120001, reason)),
  )
  im.on('Group.CallbackBeforeSendMsg', ({ body, reply }) =>
    answerTencent(body.MsgBody, reply, (reason) => reply.reject(10100, reason)),
  )
  return im
}

function openImHandler({ secret }: Settings) {
  const im = new CallbackHandler({ protocol: openim({ path: paths.openim, secret }) })
  im.on('callbackBeforeSendSingleMsgCommand', ({ body, reply }) => refuseOpenIm(body, reply))
  im.on('callbackBeforeSendGroupMsgCommand', ({ body, reply }) => refuseOpenIm(body, reply))
  im.on('callbackBeforeMsgModifyCommand', ({ body, reply }) => rewriteOpenIm(body, reply))
  im.on('callbackWordFilterCommand', ({ body, reply }) => rewriteOpenIm(body, reply)) // v2
  return im
}
