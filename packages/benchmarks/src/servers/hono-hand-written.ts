import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { path } from '../callback.js'
import { answerTo, type Callback, forbidden, isGenuine } from './hand-written.js'
import { serve } from './serve.js'

const app = new Hono()
app.post(path, async (c) => {
  const query = c.req.query()
  if (!isGenuine(query)) return c.json(forbidden, 403)
  return c.json(answerTo(query.CallbackCommand, await c.req.json<Callback>()))
})
serve(createAdaptorServer({ fetch: app.fetch }) as Server)
