import { imCallback } from '@im-callback/fastify'
import fastify from 'fastify'
import { path } from '../callback.js'
import { im } from './im.js'
import { serve } from './serve.js'

const app = fastify()
app.register(imCallback, { path, handler: im })
await app.ready()
serve(app.server)
