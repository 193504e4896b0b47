import { createServer } from 'node:http'
import { imCallback } from '@im-callback/koa'
import Koa from 'koa'
import { path } from '../callback.js'
import { im } from './im.js'
import { serve } from './serve.js'

const app = new Koa()
app.use(imCallback(im, { path }))
serve(createServer(app.callback()))
