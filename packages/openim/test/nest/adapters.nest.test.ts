import type { IncomingMessage, Server } from 'node:http'
import { getImCallbackToken, ImCallbackModule } from '@im-callback/nestjs'
import { adapterConformance, type StartServer } from '@im-callback/testing/conformance'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { Test } from '@nestjs/testing'
import { openimPlatform } from '../support/platform.js'

const platforms = {
  Express: () => new ExpressAdapter(),
  Fastify: () => {
    const adapter = new FastifyAdapter({ forceCloseConnections: true })
    adapter.getInstance().addHttpMethod('PROPFIND', { hasBody: true })
    return adapter
  },
}

const serve =
  (platform: keyof typeof platforms, { anyPath = false } = {}): StartServer =>
  async ({ receive }) => {
    const handler = { receive, close: async () => undefined, commands: () => [] }
    const testing = await Test.createTestingModule({
      imports: [ImCallbackModule.forRoot({ path: 'im/callback/*', shutdown: { grace: 0 } })],
    })
      .overrideProvider(getImCallbackToken())
      .useValue({ ...handler, protocol: { name: 'OpenIM', commands: {} } })
      .compile()
    const app = testing.createNestApplication(platforms[platform](), {
      logger: false,
      forceCloseConnections: true,
    })
    await app.init()
    if (anyPath) meetEverything(app.getHttpServer())
    await app.listen(0, '127.0.0.1')
    return { port: Number(new URL(await app.getUrl()).port), close: () => app.close() }
  }

/** Every request is taken for one below our path, before the adapter sees it. */
function meetEverything(server: Server): void {
  server.prependListener('request', (req: IncomingMessage & { originalUrl?: string }) => {
    req.originalUrl = req.url ?? ''
    req.url = '/im/callback/x'
  })
}

for (const platform of ['Express', 'Fastify'] as const) {
  adapterConformance(
    {
      name: `Nest on ${platform}`,
      bodyStates: { untouched: serve(platform, { anyPath: true }) },
      mounts: { 'at a path with a star': serve(platform) },
    },
    openimPlatform,
  )
}
