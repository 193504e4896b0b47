import {
  CallbackCommand,
  CallbackHandler,
  type Drop,
  type HandlerOptions,
  type Ok,
  type Rewrite,
  tencentCommands,
} from '@im-callback/core'
import { imCallback } from '@im-callback/express'
import express, { type Express } from 'express'
import { archiveTo } from './archive.js'
import { moderate, type Verdict } from './moderation.js'

/** Where the callbacks are served. */
export const path = '/im/callback'

/** The callback handler and the Express app around it. */
export function createApp(
  archive: string,
  options: HandlerOptions = {},
): { app: Express; im: CallbackHandler } {
  const im = new CallbackHandler(options)

  // Before: the platform waits for the verdict. Codes of our own reach the client; each area has its range of them.
  im.on('C2C.CallbackBeforeSendMsg', ({ body, reply }) =>
    answer(moderate(body.MsgBody), reply, (reason) => reply.reject(120001, reason)),
  )
  im.on('Group.CallbackBeforeSendMsg', ({ body, reply }) =>
    answer(moderate(body.MsgBody), reply, (reason) => reply.reject(10100, reason)),
  )

  // After: answered at once, written from the queue.
  for (const command of Object.values(CallbackCommand)) {
    if (tencentCommands[command].phase === 'after')
      im.on(command, { async: true, handle: archiveTo(archive) })
  }

  const app = express()
  app.disable('x-powered-by')
  app.post(path, imCallback(im))
  return { app, im }
}

function answer<Reply>(
  verdict: Verdict,
  reply: Ok<Reply> & Drop<Reply> & Rewrite<Reply>,
  reject: (reason: string) => Reply,
): Reply {
  switch (verdict.action) {
    case 'allow':
      return reply.ok()
    case 'refuse':
      return reject(`"${verdict.word}" is not welcome here`)
    case 'drop':
      return reply.drop()
    case 'rewrite':
      return reply.rewrite({ MsgBody: verdict.MsgBody })
  }
}
