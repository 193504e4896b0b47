import { createServer } from 'node:http'
import Router from '@koa/router'
import Koa from 'koa'
import bodyParser from 'koa-bodyparser'
import { path } from '../callback.js'
import { answerTo, type Callback, forbidden, isGenuine } from './hand-written.js'
import { serve } from './serve.js'

const router = new Router()
router.post(path, (ctx) => {
  if (!isGenuine(ctx.query)) {
    ctx.status = 403
    ctx.body = forbidden
    return
  }
  ctx.body = answerTo(ctx.query.CallbackCommand, ctx.request.body as Callback)
})

const app = new Koa()
app.use(bodyParser({ enableTypes: ['json'], detectJSON: () => true }))
app.use(router.routes())
serve(createServer(app.callback()))
