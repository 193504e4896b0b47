import { imCallback } from '@im-callback/fastify'
import { adapterConformance, type StartServer } from '@im-callback/testing/conformance'
import fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'

const path = '/im/callback'

/** Every request meets the plugin: whatever its path, and whatever its method. */
const everything: FastifyServerOptions = { rewriteUrl: () => path }

const serve =
  (options: FastifyServerOptions, around: (app: FastifyInstance) => void = () => undefined): StartServer =>
  async ({ receive }) => {
    const app = fastify({ forceCloseConnections: true, ...options })
    app.addHttpMethod('PROPFIND', { hasBody: true })
    around(app)
    app.register(imCallback, { path, handler: { receive, close: async () => undefined } })
    const address = await app.listen({ host: '127.0.0.1', port: 0 })
    return { port: Number(new URL(address).port), close: () => app.close() }
  }

adapterConformance({
  name: 'Fastify 5',
  bodyStates: { untouched: serve(everything) },
  mounts: {
    'at a path': serve({}),
    'behind parsers that refuse everything': serve({ bodyLimit: 1 }, (app) => {
      app.addContentTypeParser('*', () => Promise.reject(new Error('not for this parser')))
      app.setErrorHandler((_error, _request, reply) => reply.code(418).send('teapot'))
    }),
  },
})
