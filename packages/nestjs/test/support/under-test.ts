import type { IncomingMessage, Server } from 'node:http'
import type { CallbackHandler } from '@im-callback/core'
import { getImCallbackToken, ImCallbackModule } from '@im-callback/nestjs'
import type { StartServer } from '@im-callback/testing/conformance'
import type { INestApplication, NestApplicationOptions } from '@nestjs/common'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { Test } from '@nestjs/testing'

const path = '/im/callback'

export const platforms = {
  Express: () => new ExpressAdapter(),
  Fastify: () => {
    const adapter = new FastifyAdapter({ forceCloseConnections: true })
    adapter.getInstance().addHttpMethod('PROPFIND', { hasBody: true })
    return adapter
  },
}

/** Serves the handler of the conformance suite with Nest; `path` says at which paths it is asked. */
export function nestServer(
  platform: keyof typeof platforms,
  options: NestApplicationOptions & { prepare?: (app: INestApplication) => void; anyPath?: boolean } = {},
): StartServer {
  const { prepare, anyPath = false, ...appOptions } = options
  return async ({ receive }) => {
    const handler: Pick<CallbackHandler, 'receive' | 'close' | 'commands'> = {
      receive,
      close: async () => undefined,
      commands: () => [],
    }
    const testing = await Test.createTestingModule({
      imports: [ImCallbackModule.forRoot({ shutdown: { grace: 0 } })],
    })
      .overrideProvider(getImCallbackToken())
      .useValue({ ...handler, protocol: { name: 'the suite', commands: {} } })
      .compile()
    const app = testing.createNestApplication(platforms[platform](), {
      logger: false,
      forceCloseConnections: true,
      ...appOptions,
    })
    prepare?.(app)
    await app.init()
    if (anyPath) meetEverything(app.getHttpServer())
    await app.listen(0, '127.0.0.1')
    return { port: Number(new URL(await app.getUrl()).port), close: () => app.close() }
  }
}

/** Every request is taken for one to our path, before the adapter sees it. */
function meetEverything(server: Server): void {
  server.prependListener('request', (req: IncomingMessage & { originalUrl?: string }) => {
    req.originalUrl = req.url ?? ''
    req.url = path
  })
}
