import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { createFetchHandler } from '@im-callback/core/fetch'
import { Hono } from 'hono'
import { path } from '../callback.js'
import { im } from './im.js'
import { serve } from './serve.js'

const answer = createFetchHandler(im, { trustContentLength: true })

const app = new Hono()
app.post(path, (c) => answer(c.req.raw))
serve(createAdaptorServer({ fetch: app.fetch }) as Server)
