import type { Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { serve } from '../serve.js'

/** Puts a Nest app on a free port, on the platform Nest chooses by itself. */
export async function serveOnExpress(module: Type): Promise<void> {
  const app = await NestFactory.create(module, { logger: false })
  await app.init()
  serve(app.getHttpServer())
}

/** The same in an app that has middleware, as most have: then every request goes through all of Express. */
export async function serveBehindMiddleware(module: Type): Promise<void> {
  const app = await NestFactory.create(module, { logger: false })
  app.use((_req: unknown, _res: unknown, next: () => void) => next())
  await app.init()
  serve(app.getHttpServer())
}

/** The same on Fastify. */
export async function serveOnFastify(module: Type): Promise<void> {
  const adapter = new FastifyAdapter()
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger: false })
  await app.init()
  await adapter.getInstance().ready()
  serve(app.getHttpServer())
}
