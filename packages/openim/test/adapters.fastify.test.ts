import { imCallback } from '@im-callback/fastify'
import { adapterConformance, type StartServer } from '@im-callback/testing/conformance'
import fastify, { type FastifyServerOptions } from 'fastify'
import { openimPlatform } from './support/platform.js'

const serve =
  (options: FastifyServerOptions, { path = '/im/callback/*', prefix = '' } = {}): StartServer =>
  async ({ receive }) => {
    const app = fastify({ forceCloseConnections: true, ...options })
    app.addHttpMethod('PROPFIND', { hasBody: true })
    app.register(imCallback, { path, prefix, handler: { receive, close: async () => undefined } })
    const address = await app.listen({ host: '127.0.0.1', port: 0 })
    return { port: Number(new URL(address).port), close: () => app.close() }
  }

adapterConformance(
  {
    name: 'Fastify 5',
    // Every request meets the plugin: whatever its path, and whatever its method.
    bodyStates: { untouched: serve({ rewriteUrl: () => '/im/callback/x' }) },
    mounts: {
      'at a path with a star': serve({}),
      'below a prefix': serve({}, { path: '/callback/*', prefix: '/im' }),
      'at the root': serve({}, { path: '/*' }),
    },
  },
  openimPlatform,
)
