import fastify from 'fastify'
import { path } from '../callback.js'
import { answerTo, type Callback, forbidden, isGenuine, type Query } from './hand-written.js'
import { serve } from './serve.js'

const app = fastify()
app.post<{ Querystring: Query; Body: Callback }>(path, (request, reply) => {
  if (!isGenuine(request.query)) return reply.code(403).send(forbidden)
  return reply.send(answerTo(request.query.CallbackCommand, request.body))
})
await app.ready()
serve(app.server)
