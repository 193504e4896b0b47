import { createServer } from 'node:http'
import { type BaseResponse, CallbackHandler, MemoryQueue, type MsgElement, tencent } from '@im-callback/core'
import { createFetchHandler } from '@im-callback/core/fetch'
import { createNodeHandler } from '@im-callback/core/node'
import { imCallback as expressCallback } from '@im-callback/express'
import { imCallback as fastifyCallback } from '@im-callback/fastify'
import { imCallback as koaCallback } from '@im-callback/koa'
import { type OpenImReply, openim } from '@im-callback/openim'
import express from 'express'
import fastify from 'fastify'
import Koa from 'koa'

export const im = new CallbackHandler({
  protocol: tencent({ sdkAppId: 1400000000, token: process.env.IM_CALLBACK_TOKEN }),
  queue: new MemoryQueue({ capacity: 100 }),
})

im.on('C2C.CallbackBeforeSendMsg', (event) => {
  const first: MsgElement | undefined = event.body.MsgBody[0]
  // @ts-expect-error only text elements have a Text
  first?.MsgContent.Text.trim()
  if (first?.MsgType === 'TIMTextElem') {
    const text: string = first.MsgContent.Text
    if (text.includes('spam')) return event.reply.reject(120001, 'no advertising')
  }
  // @ts-expect-error 5 refuses nothing
  event.reply.reject(5)
  // @ts-expect-error there is no such field
  return event.body.NoSuchField
})

im.on('C2C.CallbackAfterSendMsg', {
  async: true,
  handle: (event) => {
    // @ts-expect-error the message is out: it cannot be refused any more
    event.reply.reject()
  },
})

im.fallback((event): BaseResponse => event.reply.ok())

export const openIm = new CallbackHandler({ protocol: openim({ secret: 'kJ3vXq0Zr8' }) })

openIm.on('callbackBeforeMsgModifyCommand', (event): OpenImReply => {
  // @ts-expect-error 99 refuses nothing
  event.reply.reject(99)
  return event.reply.rewriteText('***')
})

export const server = createServer(createNodeHandler(im))
export const expressApp = express().post('/im/callback', expressCallback(im))
export const fastifyApp = fastify().register(fastifyCallback, { path: '/im/callback', handler: im })
export const koaApp = new Koa().use(koaCallback(im, { path: '/im/callback' }))
export const POST: (request: Request) => Promise<Response> = createFetchHandler(im)
